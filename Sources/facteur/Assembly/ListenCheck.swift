import Glibc
import Web

/// Whether an address can be listened on: asked before a service says that it is ready.
enum ListenCheck {
    /// Why not; nil when it can. Listens for a moment, as the service will.
    static func fault(_ address: ListenAddress, _ setting: String) -> ListenFault? {
        let host = address.bindingHost
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(address.port), &hints, &found) == 0, let first = found else {
            return ListenFault(setting, host, address.port, error: nil)
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(first.pointee.ai_family, first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return ListenFault(setting, host, address.port, error: errno) }
        defer { close(descriptor) }
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
            return ListenFault(setting, host, address.port, error: errno)
        }
        return nil
    }

    /// Throws where one of them cannot be listened on: with the code for settings where a start anew would meet the same.
    static func require(_ listeners: [(address: ListenAddress, setting: String)]) throws(CommandError) {
        for listener in listeners {
            if let fault = fault(listener.address, listener.setting) { throw CommandError(fault) }
        }
    }
}

extension CommandError {
    /// An address that cannot be listened on.
    init(_ fault: ListenFault) { self.init(fault.isLasting ? .settings : .failed, ["setting \(fault)"]) }
}
