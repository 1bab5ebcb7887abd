import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Channel {
    /// Closes with RST in place of FIN: a socket that lingers for zero seconds drops what is unsent.
    func resetConnection() {
        guard let socket = self as? any SocketOptionProvider else { return close(promise: nil) }
        socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in self.close(promise: nil) }
    }
}
