import Mail

/// Whether the outbox answers: told each answer and each failure, with its time, it says when that changes.
///
/// It is lost with the first failure that says so, and back when this worker could register again. After a schema fault that is
/// not enough: the statement that meets it may be a while in coming, so the outbox is on trial first.
struct OutboxHealth: Sendable {
    /// What a person should hear.
    enum Transition: Sendable, Hashable {
        case lost(reason: String)
        case back(after: Duration)
    }

    /// How long no schema fault must show until the outbox counts as back after one.
    private static let trialTime: Duration = .seconds(5)

    private var lost: (reason: String, at: Duration)?
    /// After a schema fault, though the worker could register: since when the outbox was lost, and since when it is tried.
    private var trial: (lostAt: Duration, since: Duration)?
    private var isSchemaAtFault = false
    /// When it last answered; nil before its first answer.
    private(set) var lastAnswer: Duration?

    var isLost: Bool { lost != nil }
    /// Why it is away; nil while it answers.
    var fault: String? { lost?.reason }
    /// Whether a schema fault may yet show again: then the next try should not come soon.
    var isOnTrial: Bool { trial != nil }

    /// It answered a question.
    mutating func answered(at now: Duration) -> Transition? {
        lastAnswer = now
        guard let trial, now - trial.since > Self.trialTime else { return nil }
        self.trial = nil
        return .back(after: trial.since - trial.lostAt)
    }

    /// This worker could register: after a loss the one answer that says that the outbox is back.
    mutating func registered(at now: Duration) -> Transition? {
        guard let lost else { return nil }
        self.lost = nil
        guard isSchemaAtFault else { return .back(after: now - lost.at) }
        trial = (lost.at, now)
        return nil
    }

    /// It could not answer. A statement that failed says nothing of its health.
    mutating func failed(_ error: OutboxError, at now: Duration) -> Transition? {
        switch error {
        case .statement: nil
        case .unavailable(let reason), .locked(let reason): lose(reason, isSchemaAtFault: false, at: now)
        case .schema(let reason): lose(reason, isSchemaAtFault: true, at: now)
        }
    }

    private mutating func lose(_ reason: String, isSchemaAtFault isSchema: Bool, at now: Duration) -> Transition? {
        let isFirst = lost == nil && trial == nil
        // Another reason asks for another remedy; a connection that is gone as well, for none.
        let isNews = isFirst || (isSchema && !isSchemaAtFault)
        lost = (reason, lost?.at ?? trial?.lostAt ?? now)
        trial = nil
        isSchemaAtFault = isSchema
        return isNews ? .lost(reason: reason) : nil
    }
}
