import Hummingbird
import Mail
import Platform

/// By which names the operator's page may be asked for. A stranger's name may have been pointed at this machine (DNS rebinding), and a
/// browser takes what it reads under that name for the stranger's own. An address is nobody's to point.
struct AdminHosts: Sendable {
    /// The name that the settings have, in lower case.
    private let configured: String

    /// - Parameter configured: The host of `admin.listen`.
    init(configured: String) { self.configured = configured.lowercased() }

    /// - Parameter authority: The request's `Host`, with or without a port (RFC 9110 section 7.2).
    func admit(_ authority: String?) -> Bool {
        guard let authority, let host = Request.host(of: authority), !host.isEmpty else { return false }
        let name = host.lowercased()
        return LoopbackHost.isOne(name) || name == configured || IPAddress(name) != nil
    }
}
