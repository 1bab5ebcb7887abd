/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or a single one, `192.0.2.1`.
package struct IPNetwork: Sendable, Hashable {
    private let base: IPAddress
    /// Of 128 bits, for IPv4 too.
    private let length: Int

    /// Reads a network or a single address, in no brackets. Nil for what is neither.
    package init?(_ text: String) {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), !text.contains(where: { $0 == " " || $0 == "[" }),
            let address = IPAddress(sides[0])
        else { return nil }
        let full = address.isIPv4 ? 32 : 128
        guard let written = sides.count == 2 ? Int(sides[1]) : full, (0...full).contains(written) else { return nil }
        length = 128 - full + written
        base = IPAddress(address, prefix: length)
    }

    /// The addresses whose first bits are those of this one: so many of 32 for IPv4, of 128 for IPv6.
    package init(_ address: IPAddress, prefix: Int) {
        let full = address.isIPv4 ? 32 : 128
        length = 128 - full + min(max(prefix, 0), full)
        base = IPAddress(address, prefix: length)
    }

    /// Whether the address is one of these.
    package func contains(_ address: IPAddress) -> Bool { IPAddress(address, prefix: length) == base }
}
