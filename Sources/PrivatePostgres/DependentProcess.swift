import Glibc

/// A shell script in a session of its own, so that Ctrl-C at the terminal reaches this process alone. Its standard input is a
/// socket whose other end is held here: it closes when this process ends, however it ends.
///
/// `atexit` does not run on SIGKILL, so the end of a server cannot be this process's last deed. What the script starts by
/// `guarded` is told to stop when its input closes.
package struct DependentProcess: Sendable {
    package let processID: pid_t
    private let input: Int32

    /// `guarded FILE COMMAND...` runs a command until it ends by itself or the input closes; its process id is in FILE.
    ///
    /// The signal is sent again and again, for a server that is just starting does not listen to it yet.
    private static let prologue = """
        guarded() {
            file=$1
            shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            echo "$server" >"$file"
            (read -r _; while kill -INT "$server"; do sleep 0.1; done) <&3 2>/dev/null &
            watcher=$!
            wait "$server"
            kill "$watcher" 2>/dev/null
        }

        """

    /// Starts `/bin/sh -c script sh arguments`, output and errors to `log`; nil when the system refuses.
    package init?(script: String, arguments: [String], log: String) {
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
        // Whatever else is open here is others' business: a pipe that lives on in a child never ends for its reader.
        closeFrom(&actions, 3)

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

        let words = ["sh", "-c", Self.prologue + script, "sh"] + arguments
        var pointers = words.map { strdup($0) } + [nil]
        defer { pointers.forEach { free($0) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", &actions, &attributes, &pointers, environ) == 0 else {
            close(ends[1])
            return nil
        }
        processID = child
        input = ends[1]
    }

    /// Whether the child still runs; it is reaped once it has ended.
    package var isRunning: Bool { waitpid(processID, nil, WNOHANG) == 0 }

    /// Closes the child's input, its sign that it is over. Once only.
    package func closeInput() { close(input) }
}

/// `posix_spawn_file_actions_addclosefrom_np` of glibc 2.34, which Swift's module leaves out.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
@discardableResult
private func closeFrom(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32) -> Int32
