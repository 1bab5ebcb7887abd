import Mail
import Synchronization

/// The outbox as the rooms of the pipeline ask it, and what is known of its health. The first question that finds the
/// database away says so; nobody claims or settles then until the keeper has enlisted again.
final class Database: Sendable {
    private struct State {
        var lost: (reason: String, at: Duration)?
        /// After a schema fault, though the worker could enlist: since when the database was lost, and since when it is tried.
        var trial: (lostAt: Duration, since: Duration)?
        var isSchemaAtFault = false
        var lastAnswer: Duration?
    }

    /// How long no schema fault must show until the database counts as back after one: a statement that meets it may be a
    /// while in coming.
    private static let trial: Duration = .seconds(5)

    private let outbox: any Outbox
    private let telemetry: Telemetry
    private let time: Time
    private let state = Mutex(State())
    /// Rings when the database is lost.
    let lossSignal = WakeUp()

    init(_ outbox: any Outbox, _ telemetry: Telemetry, _ time: Time) {
        self.outbox = outbox
        self.telemetry = telemetry
        self.time = time
    }

    var isLost: Bool { state.withLock { $0.lost != nil } }

    /// Why the database is away; nil while it answers.
    var fault: String? { state.withLock { $0.lost?.reason } }

    /// Time since the outbox last answered; nil before the first answer.
    var sinceLastAnswer: Duration? {
        let now = time.now()
        return state.withLock { state in state.lastAnswer.map { now - $0 } }
    }

    /// Asks the outbox, and notes whether it answered.
    func ask<Answer: Sendable>(
        _ question: @Sendable (any Outbox) async throws(OutboxError) -> Answer
    ) async throws(OutboxError) -> Answer {
        do throws(OutboxError) {
            let answer = try await question(outbox)
            let now = time.now()
            let away = state.withLock { state -> Duration? in
                state.lastAnswer = now
                guard let trial = state.trial, now - trial.since > Self.trial else { return nil }
                state.trial = nil
                return trial.since - trial.lostAt
            }
            if let away { telemetry.databaseBack(after: away) }
            return answer
        } catch {
            note(error)
            throw error
        }
    }

    /// Registers this worker. After a loss it is the one question whose answer says that the database is back.
    func enlist() async throws(OutboxError) {
        try await ask { outbox throws(OutboxError) in try await outbox.enlist() }
        let now = time.now()
        let away = state.withLock { state -> Duration? in
            guard let lost = state.lost else { return nil }
            state.lost = nil
            if state.isSchemaAtFault { state.trial = (lost.at, now) }
            return state.isSchemaAtFault ? nil : now - lost.at
        }
        if let away { telemetry.databaseBack(after: away) }
    }

    /// Whether a schema fault may yet show again: then the next try should not come soon.
    var isOnTrial: Bool { state.withLock { $0.trial != nil } }

    func wakeUps() -> AsyncStream<Void> { outbox.wakeUps() }

    private func note(_ error: OutboxError) {
        switch error {
        case .unavailable(let reason), .schema(let reason):
            var isSchemaAtFault = false
            if case .schema = error { isSchemaAtFault = true }
            let now = time.now()
            let (wasLost, isNews) = state.withLock { state in
                let wasLost = state.lost != nil
                // Another reason asks for another remedy; a connection that is gone as well, for none.
                let isNews =
                    isSchemaAtFault
                    ? !state.isSchemaAtFault || (!wasLost && state.trial == nil) : !wasLost && state.trial == nil
                state.lost = (reason, state.lost?.at ?? state.trial?.lostAt ?? now)
                state.trial = nil
                state.isSchemaAtFault = isSchemaAtFault
                return (wasLost, isNews)
            }
            if isNews { telemetry.databaseLost(reason) }
            if !wasLost { lossSignal.ring() }
        case .statement(let reason):
            telemetry.statementFailed(reason)
        }
    }
}
