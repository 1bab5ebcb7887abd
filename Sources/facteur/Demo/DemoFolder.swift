import FoundationEssentials
import Glibc

/// Where the demo keeps its database between runs.
struct DemoFolder {
    let base: String
    let postgres: String
    let state: String

    /// `$XDG_STATE_HOME/facteur-demo`, which the user `postgres` must reach when root runs the demo; without the variable a folder of
    /// the user's, for root one outside of its closed home.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) {
        let parent: String
        if let own = environment["XDG_STATE_HOME"], !own.isEmpty {
            parent = own
        } else if getuid() == 0 {
            parent = "/var/lib"
        } else if let home = environment["HOME"], !home.isEmpty {
            parent = home + "/.local/state"
        } else {
            throw .failed("demo: neither XDG_STATE_HOME nor HOME is set: set one of them to a folder of yours")
        }
        base = parent + "/facteur-demo"
        postgres = base + "/postgres"
        state = base + "/state"
        do {
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        } catch {
            throw .failed("demo: \(state) cannot be created: give its parent to this user, or set XDG_STATE_HOME")
        }
    }
}
