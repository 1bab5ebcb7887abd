/// An address that somebody else wrote, which is visited only where its host is exactly the one expected.
enum HTTPSAddress {
    /// Whether it is of this host: https, the host alone between the slashes, without a login or a port, and nothing that two readers could
    /// read in two ways.
    static func isOne(_ address: String, of host: String) -> Bool {
        let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        let start = "https://\(host)/"
        return isPlain && address.utf8.count <= 2000 && address.hasPrefix(start)
    }
}
