import Mail
import Pipeline
import Web

extension HealthReport {
    /// What `/healthz` and `/readyz` say about a worker.
    init(_ health: Health, staging: String? = nil) {
        self.init(
            checks: [
                Check(
                    name: "worker", concern: .life, isPassing: health.isAlive,
                    detail: health.isAlive
                        ? health.phase.rawValue : "has not turned for \(DurationText.text(health.sinceLastTurn))"),
                Check(
                    name: "running", concern: .readiness, isPassing: health.phase == .running,
                    detail: health.phase.rawValue),
                Check(
                    name: "database", concern: .readiness, isPassing: health.databaseFault == nil,
                    detail: health.databaseFault ?? "answers"),
                Check(
                    name: "journal", concern: .readiness, isPassing: health.journalFault == nil,
                    detail: health.journalFault ?? "can be written"),
                Check(
                    name: "leases", concern: .readiness, isPassing: health.leaseFault == nil,
                    detail: health.leaseFault ?? "its own"),
                Check(
                    name: "outcomes", concern: .readiness, isPassing: health.settlementFault == nil,
                    detail: health.settlementFault ?? "are stored"),
                Self.relay(health.relay),
            ], staging: staging)
    }

    private static func relay(_ relay: Health.Relay) -> Check {
        switch relay {
        case .up: Check(name: "relay", concern: .readiness, isPassing: true, detail: "takes mail")
        case .untried:
            Check(name: "relay", concern: .readiness, isPassing: true, detail: "not tried since the start")
        case .partly(let reasons):
            Check(name: "relay", concern: .readiness, isPassing: true, detail: "takes mail, but not \(reasons)")
        case .down(let reason): Check(name: "relay", concern: .readiness, isPassing: false, detail: reason)
        }
    }
}
