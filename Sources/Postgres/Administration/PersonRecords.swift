import FoundationEssentials
import Mail

/// What is held about a person, and its end, as the role `facteur_operator`. Apart from the other questions: it reads the whole log, which
/// may take minutes.
package struct PersonRecords: Sendable {
    /// Nobody waits for it but an operator.
    private static let patience: Duration = .seconds(1800)

    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) {
        var patient = settings
        patient.statementTimeout = Self.patience
        session = DatabaseSession(settings: patient)
    }

    /// How much is held.
    package struct Counts: Sendable, Hashable {
        package var messages: Int
        /// Those of the messages that have not ended and that no worker has in its hands.
        package var waiting: Int
        package var subscriptions: Int
        package var suppressions: Int
        package var reports: Int
        /// Rows about others that name the person.
        package var mentions: Int
    }

    /// What an erasure has done so far.
    package struct Erasure: Sendable, Hashable {
        /// The number of its proof.
        package var proof: Int64
        /// Rows that were changed, by what they are: `messages`, `attempts`, `cancelled`, ...
        package var counts: [String: Int]
        /// Messages that a worker has in its hands: it is to be done again for them.
        package var underWay: Int
        /// Messages to others that name the person, and have not ended.
        package var named: Int
    }

    /// All that is held about the person with this address: a JSON object.
    package func export(_ address: String) async throws(OutboxError) -> String {
        let exports = try await session.rows(Statement.exportPerson, [Value(address)]) { row throws(OutboxError) in
            try row.string("person")
        }
        return exports.first ?? "{}"
    }

    package func count(_ address: String) async throws(OutboxError) -> Counts {
        let counts = try await session.rows(Statement.countPerson, [Value(address)]) { row throws(OutboxError) in
            Counts(
                messages: Int(try row.integer("messages")), waiting: Int(try row.integer("waiting")),
                subscriptions: Int(try row.integer("subscriptions")),
                suppressions: Int(try row.integer("suppressions")), reports: Int(try row.integer("reports")),
                mentions: Int(try row.integer("mentions")))
        }
        guard let first = counts.first else { throw .statement("database: no count came back: report it") }
        return first
    }

    /// Erases the person. While messages are under way it is to be called again, with the proof of the first time.
    package func erase(
        _ address: String, reason: String?, proof: Int64? = nil
    ) async throws(OutboxError) -> Erasure {
        let values = [Value(address), Value(reason), Value(proof.map { String($0) })]
        let erasures = try await session.rows(Statement.erasePerson, values) { row throws(OutboxError) in
            let counts = try row.string("counts")
            return Erasure(
                proof: try row.integer("proof"),
                counts: (try? JSONDecoder().decode([String: Int].self, from: Data(counts.utf8))) ?? [:],
                underWay: Int(try row.integer("under_way")), named: Int(try row.integer("named")))
        }
        guard let erasure = erasures.first else { throw .statement("database: no count came back: report it") }
        return erasure
    }
}
