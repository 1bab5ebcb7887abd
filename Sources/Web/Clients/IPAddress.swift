import Glibc

/// An address of IPv6 (RFC 4291), or of IPv4 as IPv6 has it (`::ffff:192.0.2.1`, section 2.5.5.2).
struct IPAddress: Sendable, Hashable {
    let bits: UInt128

    private static let mapped: UInt128 = 0xFFFF << 32

    /// Whether it is one of IPv4.
    var isIPv4: Bool { bits >> 32 == Self.mapped >> 32 }

    /// Whether what comes from it comes from this machine.
    var isLoopback: Bool { isIPv4 ? UInt8(truncatingIfNeeded: bits >> 24) == 127 : bits == 1 }

    /// Reads `192.0.2.1`, `2001:db8::1`, and what proxies add to them: brackets and a port. Nil for anything else.
    init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        guard words.count == 1, let word = words.first else { return nil }
        var host = String(word)
        if host.first == "[", let bracket = host.firstIndex(of: "]") {
            host = String(host.prefix(upTo: bracket).dropFirst())
        } else if host.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = host.firstIndex(of: ":") {
            host = String(host[..<colon])
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, host, &bytes) == 1 {
            bits = Self.mapped | Self.number(bytes.prefix(4))
        } else if inet_pton(AF_INET6, host, &bytes) == 1 {
            bits = Self.number(bytes[...])
        } else {
            return nil
        }
    }

    /// The address with all but the first `length` of its 128 bits set to zero.
    init(_ address: IPAddress, prefix length: Int) {
        bits = length == 0 ? 0 : address.bits & (UInt128.max << UInt128(128 - length))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// As RFC 5952 writes it, an address of IPv4 in its own way.
    var description: String {
        let bytes = (0..<16).reversed().map { UInt8(truncatingIfNeeded: bits >> UInt128($0 * 8)) }
        if isIPv4 { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
