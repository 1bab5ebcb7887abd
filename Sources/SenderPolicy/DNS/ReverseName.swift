import Platform

extension IPAddress {
    /// The name under which the DNS has the address's own name: `1.2.0.192.in-addr.arpa` (RFC 1035 section 3.5), or the nibbles below
    /// `ip6.arpa` (RFC 3596 section 2.5).
    package var reverseName: String {
        isIPv4
            ? bytes.reversed().map(String.init).joined(separator: ".") + ".in-addr.arpa"
            : nibbles.reversed().joined(separator: ".") + ".ip6.arpa"
    }

    /// The thirty-two hexadecimal digits, the most significant first.
    var nibbles: [String] {
        bytes.flatMap { [String($0 >> 4, radix: 16), String($0 & 0xF, radix: 16)] }
    }
}
