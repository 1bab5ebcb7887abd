import Glibc

/// Whether the page's port is free, asked before anything is started.
enum DemoPort {
    /// One line that says what to do where it is taken.
    static func check(_ port: Int) throws(CommandError) {
        guard port > 0, let number = UInt16(exactly: port) else { return }
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // As the page will bind it: what merely ended a moment ago is in nobody's way.
        var isReused: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = number.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let isFree = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 && listen(descriptor, 1) == 0
            }
        }
        guard !isFree else { return }
        let reason = String(cString: strerror(errno)).lowercased()
        throw .failed(
            "demo: 127.0.0.1:\(port) cannot be listened on: \(reason): end what has it, another demo perhaps, or give --port 0"
        )
    }
}
