import Platform

/// Tells who asks. Behind a reverse proxy every connection comes from the proxy, which adds its own client to the end of
/// `X-Forwarded-For`; what stands before that the client may have written itself.
struct ClientFinder: Sendable {
    /// Whom to believe, beside this machine.
    let proxies: [IPNetwork]

    /// The client of a request.
    ///
    /// - Parameters:
    ///   - peer: the other end of the connection; nil where there is none.
    ///   - forwarded: the fields named `X-Forwarded-For`, in the order of the request.
    /// - Returns: The last entry that a trusted proxy wrote, or the peer where none did.
    func client(peer: IPAddress?, forwarded: [String]) -> Client {
        guard var address = peer else { return .unknown }
        var entries = forwarded.flatMap { $0.split(separator: ",") }
        while isTrusted(address), let entry = entries.popLast(), let next = IPAddress(entry) { address = next }
        return .address(IPAddress(address, prefix: address.isIPv4 ? 128 : 64))
    }

    private func isTrusted(_ address: IPAddress) -> Bool {
        address.isLoopback || proxies.contains { $0.contains(address) }
    }
}

/// Who is counted as one: an address of IPv4, or the /64 of IPv6 that is one household's or one server's.
enum Client: Sendable, Hashable {
    case address(IPAddress)
    /// No address is known; all such are one.
    case unknown
}

extension Client: CustomStringConvertible {
    /// `192.0.2.1`, `2001:db8::/64`.
    var description: String {
        switch self {
        case .address(let address): address.isIPv4 ? address.description : "\(address)/64"
        case .unknown: "unknown"
        }
    }
}
