import Metrics
import Observability

/// Counts how often files were read again, and says whether what they said last is in force.
struct ReloadMeasures: Sendable {
    private let done, refused: Counter
    private let isInForce: Gauge

    /// - Parameter what: `templates` or `replies`. They are in force at the start: else there is none.
    init(_ what: String) {
        done = Counter(.reloads, what, "done")
        refused = Counter(.reloads, what, "refused")
        isInForce = Gauge(.reloadUp, what)
        isInForce.record(1)
    }

    func record(isInForce: Bool) {
        (isInForce ? done : refused).increment()
        self.isInForce.record(isInForce ? 1 : 0)
    }
}
