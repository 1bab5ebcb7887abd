import Mail

/// Lists and who is on them.
extension OutboxAdministration {
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
            [
                Value(list), Value(title), Value(doubleOptIn.map { $0 ? "true" : "false" }), Value(listID),
                Value(person),
            ])
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
