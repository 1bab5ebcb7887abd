import FoundationEssentials
import Glibc

/// Where the demo keeps its database between runs.
struct DemoFolder {
    let postgres: String
    let state: String

    /// `$XDG_STATE_HOME/facteur-demo`; for root a folder that PostgreSQL's own user can reach, which root's home is not.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandError) {
        let base: String
        if getuid() == 0 {
            base = "/var/lib/facteur-demo"
        } else if let home = environment["XDG_STATE_HOME"] ?? environment["HOME"].map({ $0 + "/.local/state" }) {
            base = home + "/facteur-demo"
        } else {
            throw .failed("demo: neither XDG_STATE_HOME nor HOME is set: set one of them to a folder of yours")
        }
        postgres = base + "/postgres"
        state = base + "/state"
        do {
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        } catch {
            throw .failed("demo: \(state) cannot be created: give its parent to this user, or set XDG_STATE_HOME")
        }
    }
}
