import Glibc

/// A child process in a session of its own, so that Ctrl-C at the terminal reaches this process alone, with a
/// lifeline as its standard input that closes when this process ends.
struct Child: Sendable {
    let processID: pid_t
    private let lifeline: Int32

    /// Starts `/bin/sh -c script sh arguments`, output and errors to `log`; nil when the system refuses.
    init?(script: String, arguments: [String], log: String) {
        // A socket pair, because it can be closed to all other children from the start; `pipe` cannot.
        var ends: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
        defer { close(ends[0]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID of glibc, which Swift's module leaves out.
        posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ["sh", "-c", script, "sh"] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", &actions, &attributes, &pointers, environ) == 0 else {
            close(ends[1])
            return nil
        }
        processID = child
        lifeline = ends[1]
    }

    /// Whether the child still runs; it is reaped once it has ended.
    var isRunning: Bool { waitpid(processID, nil, WNOHANG) == 0 }

    /// Closes the lifeline: the child's sign that it is over. Once only.
    func letGo() { close(lifeline) }
}
