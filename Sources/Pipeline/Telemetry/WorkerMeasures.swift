import Metrics
import Observability
import Synchronization

/// The gauges of the worker itself, as its health has them: taken whenever somebody looks.
final class WorkerMeasures: Sendable {
    private let up = Gauge(.workerUp)
    private let journal = Gauge(.journalUp)
    /// nil before the first heartbeat: an age of nothing would be a lie.
    private let heartbeatAge = Mutex<Gauge?>(nil)

    func record(_ health: Health) {
        up.record(health.phase == .running ? 1 : 0)
        journal.record(health.journalFault == nil ? 1 : 0)
        guard let age = health.sinceHeartbeat else { return }
        heartbeatAge.withLock { gauge in
            let known = gauge ?? Gauge(.heartbeatAge)
            known.record(age.inSeconds)
            gauge = known
        }
    }
}
