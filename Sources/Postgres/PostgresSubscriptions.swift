import Mail

/// What the holder of an unsubscribe token may do, as the role `facteur_web`.
package final class PostgresSubscriptions: Subscriptions {
    private let session: DatabaseSession
    private let confirmsByMail: Bool

    /// Connects to nothing yet.
    ///
    /// - Parameter confirmsByMail: whether a mail tells readers who left.
    package init(_ settings: DatabaseSettings, confirmsByMail: Bool = false) {
        session = DatabaseSession(settings: settings)
        self.confirmsByMail = confirmsByMail
    }

    package func subscription(token: String) async throws(OutboxError) -> SubscriptionView? {
        try await session.rows(Statement.findSubscription, [Value(token)]) { row throws(OutboxError) in
            SubscriptionView(
                listName: try row.string("list"), maskedAddress: try row.string("masked"),
                status: try row.required("status", SubscriptionView.Status.init(rawValue:)),
                locale: row.text("locale"), hasTitle: row.text("title") != nil)
        }.first
    }

    package func unsubscribe(token: String) async throws(OutboxError) -> Bool {
        try await session.rows(Statement.leave, [Value(token), Value(confirmsByMail)]) { $0.flag("changed") }.first
            ?? false
    }

    package func confirm(token: String) async throws(OutboxError) -> Bool {
        try await session.rows(Statement.confirm, [Value(token)]) { $0.flag("changed") }.first ?? false
    }

    package func resubscribe(token: String) async throws(OutboxError) -> Bool {
        try await session.rows(Statement.resubscribe, [Value(token)]) { $0.flag("changed") }.first ?? false
    }

    package func preferences(token: String) async throws(OutboxError) -> [ListPreference] {
        try await session.rows(Statement.preferences, [Value(token)]) { row throws(OutboxError) in
            ListPreference(
                list: try row.string("list"), title: row.text("title"), isSubscribed: row.flag("subscribed"),
                pace: row.text("pace").flatMap(ListPreference.Pace.init(rawValue:)) ?? .always,
                pausedUntil: row.optionalTimestamp("paused_until"))
        }
    }

    package func change(
        _ change: ListPreference.Change, list: String, token: String
    ) async throws(OutboxError) -> Bool {
        let values = [Value(token), Value(list), Value(change.rawValue)]
        return try await session.rows(Statement.changePreference, values) { $0.flag("changed") }.first ?? false
    }
}
