import Glibc

/// Where the worker keeps its journal.
enum StateDirectory {
    /// The setting, systemd's `StateDirectory=`, or the usual place; created when its parent is there. Throws when it cannot be used.
    static func path(_ settings: Settings, environment: [String: String]) throws(CommandError) -> String {
        let path = place(settings, environment: environment)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw .settings(
                "setting state.directory: \(path): \(String(cString: strerror(errno))): "
                    + "create it for this user, or set another")
        }
        return path
    }

    /// Where it is, or would be: makes nothing.
    static func place(_ settings: Settings, environment: [String: String]) -> String {
        let own = environment["STATE_DIRECTORY"]?.split(separator: ":").first.map(String.init)
        return settings[Keys.State.directory] ?? own ?? "/var/lib/facteur"
    }
}

/// What a crash leaves behind: nothing of this process, and as soon as can be.
enum Crashes {
    /// SIGABRT, as systemd's watchdog sends it, ends the process at once. Swift's runtime would catch it: it writes a backtrace, which
    /// can take a minute, and returns, since a fault of its own would come again; one from outside does not, and the process would
    /// go on beside its successor.
    static func endAtOnce() { signal(SIGABRT, SIG_DFL) }

    /// A crash leaves no image of this process, which holds links and passwords.
    static func leaveNoImage() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        // A program that collects images through a pipe is told of the limit and may ignore it: leave it no memory to collect (core(5)).
        let filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC)
        guard filter >= 0 else { return }
        _ = write(filter, "0", 1)
        close(filter)
    }
}
