import Mail

/// How the worker is, for `/healthz`, `/readyz` and systemd's STATUS and WATCHDOG.
package struct Health: Sendable, Hashable {
    package enum Phase: String, Sendable, Hashable {
        case starting, running, stopping, stopped
    }

    package enum Relay: Sendable, Hashable {
        case up
        /// Nothing was said to any since the start, and none is known to be down.
        case untried
        /// Mail goes out, but not by these; why.
        case partly(String)
        /// Nothing goes out; why.
        case down(String)

        package var isDown: Bool {
            if case .down = self { return true }
            return false
        }
    }

    package var phase: Phase
    /// Why the database is away; nil while it answers.
    package var databaseFault: String?
    /// Why the journal cannot be written, and nothing leaves; nil while it can.
    package var journalFault: String?
    /// Why nothing is handed to a relay: this worker cannot be sure of its leases; nil while it is.
    package var leaseFault: String?
    /// Why nothing more is sent: too many outcomes are not stored; nil while they are.
    package var settlementFault: String?
    /// Time since the outbox last answered; nil before its first answer.
    package var sinceLastAnswer: Duration?
    /// Time since the last stored heartbeat was asked for; nil before the first.
    package var sinceHeartbeat: Duration?
    /// Time since the keeper last went round, database or no database: while it is small the process lives (WATCHDOG).
    package var sinceLastTurn: Duration
    package var relay: Relay
    /// How the queue stood at the last look, a few seconds ago; nil before the first one.
    package var queue: QueueSurvey?
    /// Messages that a relay took within the last minute, by this worker.
    package var sentLastMinute = 0

    /// Whether mail goes out: for `/readyz`.
    package var isReady: Bool {
        phase == .running && databaseFault == nil && journalFault == nil && leaseFault == nil && settlementFault == nil
            && !relay.isDown
    }
}
