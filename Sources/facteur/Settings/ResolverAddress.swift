import Platform

/// A DNS server: its address, which is not looked up, and its port.
struct ResolverAddress: Sendable, Hashable {
    let address: IPAddress
    let port: Int

    /// Reads `192.0.2.53:53`: libresolv takes a server of IPv4 only.
    @Sendable init?(_ text: String) {
        let sides = text.split(separator: ":", omittingEmptySubsequences: false)
        guard sides.count == 2, let address = IPAddress(sides[0]), address.isIPv4, let port = Int(sides[1]),
            (1...65_535).contains(port)
        else { return nil }
        self.address = address
        self.port = port
    }

    var text: String { "\(address):\(port)" }
}
