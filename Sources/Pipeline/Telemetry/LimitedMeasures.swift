import Mail
import Metrics
import Observability
import Synchronization

/// The gauges of what limits dropped during the last hour. A kind of which nothing is dropped any more falls to zero.
final class LimitedMeasures: Sendable {
    private let gauges = Mutex<[String: Gauge]>([:])

    func record(_ counts: [LimitedCount]) {
        let found = Dictionary(counts.map { ($0.kind, $0.lastHour) }, uniquingKeysWith: +)
        gauges.withLock { gauges in
            for kind in found.keys where gauges[kind] == nil { gauges[kind] = Gauge(.limitedLastHour, kind) }
            for (kind, gauge) in gauges { gauge.record(found[kind] ?? 0) }
        }
    }
}
