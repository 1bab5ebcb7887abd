import Mail

/// Events in PostgreSQL, as one worker sees them. A connection of its own, opened when it is first needed: no message waits behind them.
package final class PostgresEvents: EventStore {
    /// Events that are removed at a time.
    private static let batch = 2_000

    /// By which the database knows this worker.
    private let holder: String
    private let session: DatabaseSession
    private let retention: Retention

    /// Connects to nothing yet.
    ///
    /// - Parameters:
    ///   - settings: The database, as the role `facteur_worker`.
    ///   - retention: Events are kept as long as the delivery log.
    package init(_ settings: DatabaseSettings, retention: Retention = Retention()) {
        var generator = SystemRandomNumberGenerator()
        holder = MessageID(high: generator.next(), low: generator.next()).description
        session = DatabaseSession(settings: settings)
        self.retention = retention
    }

    package func number(_ most: Int) async throws(OutboxError) -> Int {
        try await count(Statement.numberEvents, "looked", [Value(most)])
    }

    package func tidy() async throws(OutboxError) -> Bool {
        try await count(Statement.tidyEvents, "removed", [Value(retention.logDays), Value(Self.batch)]) >= Self.batch
    }

    private func count(_ statement: String, _ field: String, _ values: [Value]) async throws(OutboxError) -> Int {
        let counts = try await session.rows(statement, values) { row throws(OutboxError) in try row.integer(field) }
        return Int(counts.first ?? 0)
    }

    package func take(
        for endpoint: String, kinds: [String]?, limit: Int, lease: Duration
    ) async throws(OutboxError) -> EventBatch {
        let names: Value = if let kinds { Value(array: kinds.map(Optional.some)) } else { nil }
        let values = [Value(endpoint), Value(holder), Value(lease), names, Value(limit)]
        let rows = try await session.rows(Statement.takeEvents, values) { row throws(OutboxError) in
            let event = OutgoingEvent(
                cursor: try row.integer("cursor"), id: try row.string("id"), message: row.text("message"),
                body: try row.string("body"))
            return (event, Int(try row.integer("failures")))
        }
        return EventBatch(rows.map(\.0), failures: rows.first?.1 ?? 0)
    }

    package func settle(_ receipt: EventReceipt, for endpoint: String) async throws(OutboxError) -> Bool {
        let values = [
            Value(endpoint), Value(holder), Value(receipt.cursor.map { String($0) }), Value(receipt.told),
            Value(receipt.fault), Value(receipt.wait),
        ]
        let held = try await session.rows(Statement.settleEvents, values) { row throws(OutboxError) in
            row.flag("is_held")
        }
        return held.first ?? false
    }

    package func leave() async throws(OutboxError) {
        _ = try await session.rows(Statement.leaveWebhooks, [Value(holder)]) { _ throws(OutboxError) in () }
    }
}
