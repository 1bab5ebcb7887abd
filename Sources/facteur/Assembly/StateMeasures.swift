import Glibc
import Journal
import Metrics
import Observability
import Web

/// The gauges of the state directory: the journal, and the room that its disk has for it.
struct StateMeasures: Sendable {
    let journal: FileJournal
    let directory: String

    /// Looks whenever the metrics are shown.
    func register(on registry: MetricsRegistry) {
        let (size, free, total) = (Gauge(.journalSize), Gauge(.stateFree), Gauge(.stateSize))
        registry.beforeExposition { [self] in
            size.record(journal.size)
            var disk = statvfs()
            // A disk that does not answer is told by the journal.
            guard statvfs(directory, &disk) == 0 else { return }
            // What root alone may use is nothing to this user.
            free.record(Double(disk.f_bavail) * Double(disk.f_frsize))
            total.record(Double(disk.f_blocks) * Double(disk.f_frsize))
        }
    }
}
