import Glibc
import Mail

/// What a service tells systemd (sd_notify(3)): one datagram a state. Without NOTIFY_SOCKET nobody listens and nothing is sent.
struct Systemd: Sendable {
    enum State: Sendable {
        case ready
        /// One line for `systemctl status`.
        case status(String)
        case watchdog
        case stopping
        /// The settings that can change are read anew; `ready` ends it. The moment is that of the monotonic clock.
        case reloading(at: Duration)

        fileprivate var assignment: String {
            switch self {
            case .ready: "READY=1"
            case .status(let line): "STATUS=" + line.split(whereSeparator: \.isNewline).joined(separator: " ")
            case .watchdog: "WATCHDOG=1"
            case .stopping: "STOPPING=1"
            case .reloading(let moment): "RELOADING=1\nMONOTONIC_USEC=\(moment.milliseconds * 1000)"
            }
        }
    }

    /// How often the watchdog wants to hear, half of what systemd allows; nil when none watches this process.
    let watchdogInterval: Duration?
    /// Whether standard output goes to the journal, which wants priorities and keeps its own time.
    let hasJournal: Bool
    private let socketPath: String?

    init(environment: [String: String]) {
        let path = environment["NOTIFY_SOCKET"]
        socketPath = path?.first == "/" || path?.first == "@" ? path : nil
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogInterval = isForUs && microseconds > 0 ? .microseconds(microseconds / 2) : nil
        hasJournal = JournalStream(environment["JOURNAL_STREAM"])?.isBehind(STDOUT_FILENO) ?? false
    }

    /// Sends the states in one datagram. A service manager that does not listen is no reason to stop delivering mail.
    func notify(_ states: State...) {
        guard let socketPath, var address = Self.address(socketPath) else { return }
        let raw = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { return }
        defer { close(raw) }
        let datagram = Array(states.map(\.assignment).joined(separator: "\n").utf8)
        let length = socklen_t(
            MemoryLayout<sa_family_t>.size + socketPath.utf8.count + (socketPath.first == "@" ? 0 : 1))
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                sendto(raw, datagram, datagram.count, Int32(MSG_NOSIGNAL), generic, length)
            }
        }
    }

    /// The socket's address; the @ of an abstract one stands for a zero byte. Nil for a path too long for any socket.
    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        if path.first == "@" { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }
}
