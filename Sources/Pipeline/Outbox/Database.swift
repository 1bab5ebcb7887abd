import Mail
import Synchronization

/// The outbox as the rooms of the pipeline ask it, and what is known of its health. The first question that finds the
/// database away says so; nobody claims or settles then until the keeper has enlisted again.
final class Database: Sendable {
    private struct State {
        var lost: (reason: String, at: Duration)?
        var lastAnswer: Duration?
    }

    private let outbox: any Outbox
    private let telemetry: Telemetry
    private let time: Time
    private let state = Mutex(State())
    /// Rings when the database is lost.
    let lossBell = Bell()

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
            state.withLock { $0.lastAnswer = now }
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
        let away = state.withLock { state in
            defer { state.lost = nil }
            return state.lost.map { now - $0.at }
        }
        if let away { telemetry.databaseBack(after: away) }
    }

    func wakeUps() -> AsyncStream<Void> { outbox.wakeUps() }

    private func note(_ error: OutboxError) {
        switch error {
        case .unavailable(let reason), .schema(let reason):
            let now = time.now()
            let isNews = state.withLock { state in
                defer { state.lost = (reason, state.lost?.at ?? now) }
                return state.lost == nil
            }
            guard isNews else { return }
            telemetry.databaseLost(reason)
            lossBell.ring()
        case .statement(let reason):
            telemetry.statementFailed(reason)
        }
    }
}
