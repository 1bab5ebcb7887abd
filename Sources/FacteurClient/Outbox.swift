import FoundationEssentials

/// The outbox as producers see it: the functions of the schema `facteur`, typed, on the caller's own connection.
///
///     try await transaction(on: connection) {
///         try await orders.insert(order, on: connection)
///         try await Outbox(connection).enqueue(
///             Message(kind: "order-confirmed", to: order.email, parameters: order.letter, dedupKey: "order-\(order.id)"))
///     }
///
/// It opens no connection and no transaction, keeps nothing and repeats nothing: what is committed with the caller's rows is sent, and
/// what is rolled back with them never was. Every call throws a ``Refusal`` for what could never work, and the connection's errors as
/// they are.
public struct Outbox<Connection: FacteurConnection>: Sendable {
    private let connection: Connection

    /// An outbox over a connection, whose user is in the role `facteur_producer`.
    public init(_ connection: Connection) { self.connection = connection }

    /// The rows of a statement; a refusal is told from all that else may go wrong.
    func rows(of statement: String, with values: [String?]) async throws -> [[String?]] {
        do { return try await connection.rows(of: statement, with: values) } catch let failure as StatementFailure {
            if let refusal = Refusal(failure) { throw refusal }
            throw failure
        }
    }

    /// What a function returns, a value a row.
    func answers(to call: FunctionCall) async throws -> [String?] {
        try await rows(of: call.statement, with: call.values).map { row in
            guard row.count == 1 else { throw UnexpectedAnswer(function: call.function) }
            return row[0]
        }
    }

    /// What a function returns once.
    func answer<Answer>(to call: FunctionCall, _ read: (String) -> Answer?) async throws -> Answer {
        let answers = try await answers(to: call)
        guard answers.count == 1, let text = answers[0], let answer = read(text) else {
            throw UnexpectedAnswer(function: call.function)
        }
        return answer
    }

    func truth(of call: FunctionCall) async throws -> Bool {
        try await answer(to: call) { ["true": true, "t": true, "false": false, "f": false][$0] }
    }

    func id(of call: FunctionCall) async throws -> UUID { try await answer(to: call) { UUID(uuidString: $0) } }
}
