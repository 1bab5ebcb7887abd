import Logging
import Mail
import Observability
import Synchronization

/// Tells the log once that the store is lost, and once that it is back, however many readers knock in between.
final class DatabaseOutage: Sendable {
    private let isOn = Mutex(false)
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// A request met a store that could not answer.
    func begin(_ error: OutboxError) {
        let isNews = isOn.withLock { isOn in
            defer { isOn = true }
            return !isOn
        }
        if isNews { logger.log(.databaseLost, "\(error)", ["reason": "\(error)"]) }
    }

    /// A request was answered.
    func end() {
        let isNews = isOn.withLock { isOn in
            defer { isOn = false }
            return isOn
        }
        if isNews { logger.log(.databaseBack, "the database answers again") }
    }
}
