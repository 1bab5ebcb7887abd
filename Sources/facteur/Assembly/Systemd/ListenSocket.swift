import Glibc

/// The socket on which systemd listens for a service, and which the service is started with (sd_listen_fds(3)): it exists before the service
/// does and while it restarts, so no reader is refused meanwhile.
enum ListenSocket {
    /// Descriptors that are handed over begin here (SD_LISTEN_FDS_START).
    private static let first: CInt = 3

    /// Its descriptor; nil where none is handed over to this process. Throws when there are several: one is listened on.
    static func descriptor(
        environment: [String: String], processID: pid_t = getpid()
    ) throws(CommandError) -> CInt? {
        guard environment["LISTEN_PID"] == String(processID),
            let count = environment["LISTEN_FDS"].flatMap({ CInt($0) }), count > 0
        else { return nil }
        guard count == 1 else {
            throw .settings(
                "LISTEN_FDS: \(count) sockets were handed over: name one ListenStream= in the socket's unit")
        }
        return first
    }

    /// Keeps the descriptor from whatever this process may start. Throws when it is no socket that listens.
    static func take(_ descriptor: CInt) throws(CommandError) -> CInt {
        var isListening: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length) == 0, isListening != 0,
            fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
        else {
            throw .settings("LISTEN_FDS: descriptor \(descriptor) is no socket that listens: see facteur-web.socket")
        }
        return descriptor
    }
}
