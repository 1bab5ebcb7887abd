/// Whether a host is this machine whatever the network says: only then may mail, a password or a link go there in clear.
package enum LoopbackHost {
    /// A name or an address without brackets and without a port: `localhost`, `::1`, `127.0.0.1` and the rest of 127.0.0.0/8
    /// (RFC 1122 section 3.2.1.3), written in full.
    package static func isOne(_ host: some StringProtocol) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].elementsEqual("127".utf8) else { return false }
        return parts.allSatisfy { $0.allSatisfy(\.isDigit) && UInt8(String(decoding: $0, as: UTF8.self)) != nil }
    }
}
