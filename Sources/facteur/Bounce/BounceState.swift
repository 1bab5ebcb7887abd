import Metrics
import Observability
import Synchronization
import Web

/// What `facteur bounce --watch` knows of itself, for `/readyz` and `/metrics`: whether it can read what comes back, and store it.
final class BounceState: Sendable {
    private struct Faults {
        var mailbox: String?
        var database: String?
        /// Whether it has looked at all.
        var isTried = false
    }

    private let faults = Mutex(Faults())

    /// Everything that waited was read and stored.
    func isWell() { note { $0 = Faults(isTried: true) } }

    func mailbox(isLost reason: String) {
        note {
            $0.mailbox = reason
            $0.isTried = true
        }
    }

    /// The mailbox could be read: else nobody would have asked the database.
    func database(isLost reason: String) { note { $0 = Faults(database: reason, isTried: true) } }

    var report: HealthReport {
        let faults = faults.withLock(\.self)
        return HealthReport(checks: [
            HealthReport.Check(name: "bounce", concern: .life, isPassing: true, detail: "watches"),
            HealthReport.Check(
                name: "mailbox", concern: .readiness, isPassing: faults.mailbox == nil,
                detail: faults.mailbox ?? (faults.isTried ? "can be read" : "not tried since the start")),
            HealthReport.Check(
                name: "database", concern: .readiness, isPassing: faults.database == nil,
                detail: faults.database ?? (faults.isTried ? "answers" : "not tried since the start")),
        ])
    }

    private func note(_ change: (inout Faults) -> Void) {
        let now = faults.withLock { faults in
            change(&faults)
            return faults
        }
        Gauge(.mailboxUp).record(now.mailbox == nil ? 1 : 0)
        Gauge(.databaseUp).record(now.database == nil ? 1 : 0)
    }
}
