import Mail
import Synchronization

/// What is known of the outbox's health, for all who ask it: nobody claims or settles while it is lost.
final class OutboxWatch: Sendable {
    private let telemetry: Telemetry
    private let time: Time
    private let health = Mutex(OutboxHealth())
    /// Rings when the outbox is lost.
    let lossSignal = WakeUp()

    init(telemetry: Telemetry, time: Time) {
        self.telemetry = telemetry
        self.time = time
    }

    var isLost: Bool { health.withLock { $0.isLost } }

    /// Why the outbox is away, without the word `database` before it: whoever tells it names the database already. nil while it answers.
    var fault: String? {
        let line = health.withLock { $0.fault }
        guard let line, line.hasPrefix(Self.subject) else { return line }
        return String(line.dropFirst(Self.subject.count))
    }

    private static let subject = "database: "

    /// Whether a schema fault may yet show again: then the next try should not come soon.
    var isOnTrial: Bool { health.withLock { $0.isOnTrial } }

    /// Time since the outbox last answered; nil before the first answer.
    var sinceLastAnswer: Duration? {
        let now = time.now()
        return health.withLock { health in health.lastAnswer.map { now - $0 } }
    }

    func answered() {
        let now = time.now()
        tell(health.withLock { $0.answered(at: now) })
    }

    func registered() {
        let now = time.now()
        tell(health.withLock { $0.registered(at: now) })
    }

    func failed(_ error: OutboxError) {
        let now = time.now()
        if case .statement(let reason) = error { telemetry.statementFailed(reason) }
        let (wasLost, transition) = health.withLock { health in
            let wasLost = health.isLost
            return (wasLost, health.failed(error, at: now))
        }
        tell(transition)
        if !wasLost, isLost { lossSignal.ring() }
    }

    private func tell(_ transition: OutboxHealth.Transition?) {
        switch transition {
        case .lost(let reason): telemetry.databaseLost(reason)
        case .back(let away): telemetry.databaseBack(after: away)
        case nil: break
        }
    }
}
