import FoundationEssentials
import Mail

/// Lists and who is on them.
extension OutboxAdministration {
    /// One subscriber of a file that is being taken in.
    package struct Subscriber: Sendable, Hashable, Codable {
        /// Where the subscriber stands in the file.
        package var line: Int
        package var email: String
        /// Empty where the file says nothing, as the next two.
        package var name: String
        package var locale: String
        /// A date or a moment (RFC 3339).
        package var consentedAt: String

        package init(line: Int, email: String, name: String, locale: String, consentedAt: String) {
            self.line = line
            self.email = email
            self.name = name
            self.locale = locale
            self.consentedAt = consentedAt
        }

        private enum CodingKeys: String, CodingKey {
            case line, email, name, locale
            case consentedAt = "consented_at"
        }
    }

    /// What became of some subscribers.
    package struct Intake: Sendable {
        /// A subscriber who was not taken in: where in the file, and why.
        package struct SkippedRow: Sendable, Decodable {
            package var line: Int
            package var fault: String
        }

        package var added: Int
        package var known: Int
        package var faults: [SkippedRow]
    }

    /// Puts subscribers on a list. Who is known, or has left, stays as they are.
    package func takeIn(
        _ subscribers: [Subscriber], list: String, source: String
    ) async throws(OutboxError) -> Intake {
        // Strings and integers are always encodable.
        let json = (try? JSONEncoder().encode(subscribers)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
        let intakes = try await session.rows(
            Statement.importSubscribers, [Value(list), Value(source), Value(json)]
        ) { row throws(OutboxError) in
            let faults = try? JSONDecoder().decode([Intake.SkippedRow].self, from: Data(try row.string("faults").utf8))
            return Intake(
                added: Int(try row.integer("added")), known: Int(try row.integer("known")), faults: faults ?? [])
        }
        guard let intake = intakes.first else { throw .statement("database: no count came back: report it") }
        return intake
    }

    /// One subscription, for taking elsewhere.
    package struct Subscription: Sendable, Hashable {
        package var id: Int64
        package var email: String
        package var name: String?
        package var locale: String
        package var status: String
        package var source: String
        package var consentedAt: String?
        package var since: String
        package var leftAt: String?
    }

    /// The next subscriptions of a list behind one, in the order of their ids; none when that was the last.
    package func subscriptions(
        of list: String, after id: Int64, limit: Int
    ) async throws(OutboxError) -> [Subscription] {
        try await session.rows(Statement.subscriptions, [Value(list), Value(id), Value(limit)]) {
            row throws(OutboxError) in
            Subscription(
                id: try row.integer("id"), email: try row.string("email"), name: row.text("name"),
                locale: try row.string("locale"), status: try row.string("status"), source: try row.string("source"),
                consentedAt: row.text("consented_at"), since: try row.string("since"),
                leftAt: row.text("left_at"))
        }
    }

    /// Makes a list, or changes it; what is nil stays as it is.
    package func setList(
        _ list: String, title: String?, listID: String?, doubleOptIn: Bool?
    ) async throws(OutboxError) {
        try await session.execute(
            Statement.setList,
            [Value(list), Value(title), Value(doubleOptIn.map { $0 ? "true" : "false" }), Value(listID)])
    }

    /// One list and how many are on it.
    package struct List: Sendable, Encodable {
        package var name: String
        package var title: String?
        package var doubleOptIn: Bool
        package var subscribed: Int
        package var pending: Int
        package var unsubscribed: Int
    }

    /// All lists.
    package func lists() async throws(OutboxError) -> [List] {
        try await session.rows(Statement.lists) { row throws(OutboxError) in
            List(
                name: try row.string("name"), title: row.text("title"), doubleOptIn: row.flag("double_opt_in"),
                subscribed: Int(try row.integer("subscribed")), pending: Int(try row.integer("pending")),
                unsubscribed: Int(try row.integer("unsubscribed")))
        }
    }
}
