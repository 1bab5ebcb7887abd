import Hummingbird
import Mail

extension Request {
    /// Whether it was addressed to this machine by a name that is always this machine's. A page that is for its own machine alone
    /// answers no other one: a stranger's name may have been pointed at 127.0.0.1 (DNS rebinding), and a browser takes what it reads
    /// under that name for the stranger's own.
    package var isForLoopback: Bool {
        guard let authority = head.authority else { return false }
        return Self.host(of: authority).map(LoopbackHost.isOne) ?? false
    }

    /// The host without brackets and port (RFC 3986 section 3.2.2).
    static func host(of authority: String) -> Substring? {
        guard authority.utf8.first == UInt8(ascii: "[") else { return authority.prefix { $0 != ":" } }
        let inside = authority.dropFirst()
        return inside.firstIndex(of: "]").map { inside[..<$0] }
    }
}
