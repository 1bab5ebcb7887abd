import FoundationEssentials
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
        /// A JSON object of what the subscription says of its reader beside the name; nil for nothing.
        package var fields: String?

        /// The same by name, each value as a text: `true`, `12`.
        package var said: [String: String] {
            let values = fields.flatMap { try? JSONDecoder().decode([String: FieldValue].self, from: Data($0.utf8)) }
            return values?.mapValues(\.text) ?? [:]
        }
    }

    /// A text, a number, true or false.
    private struct FieldValue: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let flag = try? value.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else {
                text = "\(try value.decode(Decimal.self))"
            }
        }
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
                leftAt: row.text("left_at"), fields: row.text("fields"))
        }
    }

    /// The fields that subscriptions of a list carry, for an issue's placeholders; none for a list that there is not.
    package func fields(of list: String) async throws(OutboxError) -> [String] {
        try await session.rows(Statement.listFields, [Value(list)]) { row throws(OutboxError) in
            try row.string("name")
        }
    }

    /// What is to be said of a list; what is nil stays as it is. `none` takes away a sender, an address for answers, a language or a window.
    package struct ListChange: Sendable {
        /// What readers are shown of it.
        package var title: String?
        /// What machines know it by (RFC 2919).
        package var listID: String?
        package var doubleOptIn: Bool?
        /// Whom its letters come from, and where answers go, as a setting writes a mailbox.
        package var sender: String?
        package var replyTo: String?
        /// The language of its letters.
        package var locale: String?
        /// Whether everybody may read its issues.
        package var isPublic: Bool?
        /// When they may leave: a `SendingWindow`.
        package var window: String?

        package init(
            title: String? = nil, listID: String? = nil, doubleOptIn: Bool? = nil, sender: String? = nil,
            replyTo: String? = nil, locale: String? = nil, isPublic: Bool? = nil, window: String? = nil
        ) {
            self.title = title
            self.listID = listID
            self.doubleOptIn = doubleOptIn
            self.sender = sender
            self.replyTo = replyTo
            self.locale = locale
            self.isPublic = isPublic
            self.window = window
        }
    }

    /// Makes a list, or changes it.
    package func setList(_ list: String, _ change: ListChange) async throws(OutboxError) {
        func flag(_ value: Bool?) -> Value { Value(value.map { $0 ? "true" : "false" }) }
        try await session.execute(
            Statement.setList,
            [
                Value(list), Value(change.title), flag(change.doubleOptIn), Value(change.listID), Value(person),
                Value(change.sender), Value(change.replyTo), Value(change.locale), flag(change.isPublic),
                Value(change.window),
            ])
    }

    /// One list, what it has of its own, and how many are on it.
    package struct List: Sendable, Encodable {
        package var name: String
        package var title: String?
        package var listID: String?
        package var doubleOptIn: Bool
        package var sender: String?
        package var replyTo: String?
        package var locale: String?
        package var isPublic: Bool
        package var window: String?
        package var subscribed: Int
        package var pending: Int
        package var unsubscribed: Int
    }

    /// All lists.
    package func lists() async throws(OutboxError) -> [List] {
        try await session.rows(Statement.lists) { row throws(OutboxError) in
            List(
                name: try row.string("name"), title: row.text("title"), listID: row.text("list_id"),
                doubleOptIn: row.flag("double_opt_in"), sender: row.text("sender"), replyTo: row.text("reply_to"),
                locale: row.text("locale"), isPublic: row.flag("is_public"), window: row.text("sending_window"),
                subscribed: Int(try row.integer("subscribed")), pending: Int(try row.integer("pending")),
                unsubscribed: Int(try row.integer("unsubscribed")))
        }
    }
}
