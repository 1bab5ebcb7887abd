import Mail

/// How far somebody outside has been told what became of messages.
package struct EndpointStatus: Sendable, Hashable, Encodable {
    /// So many failures in a row, and somebody should look: they take more than ten minutes.
    private static let patience = 5

    /// As `events.webhooks` calls it.
    package var name: String
    /// Events that it has not been told, counted up to 10,000.
    package var behind: Int
    /// How long the oldest of them has been one.
    package var oldestSeconds: Double?
    /// How often in a row it did not take the next event.
    package var failures: Int
    package var failingSince: Timestamp?
    /// Why, in one line.
    package var fault: String?
    /// When it is asked again.
    package var nextAt: Timestamp
    /// When it last took an event.
    package var toldAt: Timestamp?
    /// When events were found to be kept no longer that it had not been told.
    package var missedAt: Timestamp?

    /// Whether time alone may not heal it.
    package var isFailing: Bool { failures >= Self.patience }
}

extension EndpointStatus {
    /// Reads a row of `webhooks.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        name = try row.string("name")
        behind = Int(try row.integer("behind"))
        oldestSeconds = row.optionalDuration("oldest")?.inSeconds
        failures = Int(try row.integer("failures"))
        failingSince = row.optionalTimestamp("failing_since")
        fault = row.text("fault")
        nextAt = try row.timestamp("next_at")
        toldAt = row.optionalTimestamp("told_at")
        missedAt = row.optionalTimestamp("missed_at")
    }
}

extension OutboxAdministration {
    /// The endpoints that a worker told something, or tried to, within a day.
    func endpoints() async throws(OutboxError) -> [EndpointStatus] {
        try await session.rows(Statement.webhooks) { row throws(OutboxError) in try EndpointStatus(row) }
    }
}
