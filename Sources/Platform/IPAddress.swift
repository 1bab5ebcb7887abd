import Glibc

/// An address of IPv6 (RFC 4291), or of IPv4 as IPv6 has it (`::ffff:192.0.2.1`, section 2.5.5.2).
package struct IPAddress: Sendable, Hashable {
    package let bits: UInt128

    private static let mapped: UInt128 = 0xFFFF << 32

    /// Whether it is one of IPv4.
    package var isIPv4: Bool { bits >> 32 == Self.mapped >> 32 }

    /// The four or sixteen bytes, the most significant first.
    package var bytes: [UInt8] {
        (0..<(isIPv4 ? 4 : 16)).reversed().map { UInt8(truncatingIfNeeded: bits >> UInt128($0 * 8)) }
    }

    /// Whether what comes from it comes from this machine.
    package var isLoopback: Bool { isIPv4 ? UInt8(truncatingIfNeeded: bits >> 24) == 127 : bits == 1 }

    /// Whether the world can reach it: not of this machine, of a network of one's own (RFC 1918, RFC 4193), between neighbours (RFC 3927,
    /// RFC 4291 section 2.5.6) or behind a provider's translation (RFC 6598).
    package var isPublic: Bool { bits != 0 && !isLoopback && !Self.closed.contains { $0.contains(self) } }

    private static let closed = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7",
        "fe80::/10",
    ].compactMap(IPNetwork.init)

    /// Reads `192.0.2.1`, `2001:db8::1`, and what proxies add to them: brackets and a port. Nil for anything else.
    package init?(_ text: some StringProtocol) {
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

    /// The four bytes of an address of IPv4, or the sixteen of one of IPv6, as a DNS record has them (RFC 1035 section 3.4.1, RFC 3596
    /// section 2.2). Nil for another number of them.
    package init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: bits = Self.mapped | Self.number(Array(bytes)[...])
        case 16: bits = Self.number(Array(bytes)[...])
        default: return nil
        }
    }

    /// The address with all but the first `length` of its 128 bits set to zero.
    package init(_ address: IPAddress, prefix length: Int) {
        bits = length == 0 ? 0 : address.bits & (UInt128.max << UInt128(128 - length))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// As RFC 5952 writes it, an address of IPv4 in its own way.
    package var description: String {
        let bytes = bytes
        if isIPv4 { return bytes.map(String.init).joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
