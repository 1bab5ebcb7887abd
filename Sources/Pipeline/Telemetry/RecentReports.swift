import Mail
import Metrics
import Observability
import Synchronization

/// The gauges of what came back during the last hour. One of which nothing comes any more falls to zero.
final class RecentReports: Sendable {
    private struct Series: Hashable {
        let event: Report.Event
        let source: String
    }

    private let gauges = Mutex<[Series: Gauge]>([:])

    func record(_ counts: [ReportCount]) {
        let found = Dictionary(
            counts.map { (Series(event: $0.event, source: $0.source), $0.count) }, uniquingKeysWith: +)
        gauges.withLock { gauges in
            for series in found.keys where gauges[series] == nil {
                gauges[series] = Gauge(.reportsLastHour, series.event.rawValue, series.source)
            }
            for (series, gauge) in gauges { gauge.record(found[series] ?? 0) }
        }
    }
}
