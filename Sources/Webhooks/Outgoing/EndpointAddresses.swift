import Platform

/// To which addresses events may go. A name that somebody chose may lead anywhere, to the database of the house too, and elsewhere at the
/// next look: so the address that is connected to is judged, and no name.
package enum EndpointAddresses {
    /// Never an endpoint's: this machine's unnamed address, neighbours, many at once, and where clouds keep their machines' secrets
    /// (169.254.169.254, and what Amazon, Alibaba and Oracle have besides).
    private static let never = networks(
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8",
        "fd00:ec2::254/128",
        "100.100.100.200/32", "192.0.0.192/32")

    /// Besides those of no public use that `IPAddress` knows: protocols', documents' and tests' own (RFC 6890), and addresses that stand
    /// for others (RFC 3056, RFC 4380, RFC 8215).
    private static let special = networks(
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "::/96",
        "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10")

    /// An address of IPv4 as a network of IPv6 alone has it (RFC 6052): judged as what it stands for.
    private static let translated = networks("64:ff9b::/96")

    /// - Parameter allowPrivate: Whether the operator wants private networks and this machine, too.
    package static func admit(_ address: IPAddress, allowPrivate: Bool) -> Bool {
        if translated.contains(where: { $0.contains(address) }) {
            guard let inner = IPAddress(bytes: address.bytes.suffix(4)) else { return false }
            return admit(inner, allowPrivate: allowPrivate)
        }
        if never.contains(where: { $0.contains(address) }) { return false }
        if allowPrivate { return true }
        return address.isPublic && !special.contains { $0.contains(address) }
    }

    private static func networks(_ texts: String...) -> [IPNetwork] { texts.compactMap(IPNetwork.init) }
}
