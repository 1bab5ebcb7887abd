import Mail

/// What is used of a relay's quota, as operators see it.
package struct RelayQuota: Sendable, Encodable {
    /// As the settings name it.
    package var relay: String
    /// Messages in any 24 hours.
    package var perDay: Int
    /// Reserved by workers within the last 24 hours.
    package var used: Int
    /// Where bulk mail has to wait: until when.
    package var bulkOpens: Timestamp?
    /// Where all mail has to: until when.
    package var opens: Timestamp?

    private enum CodingKeys: String, CodingKey {
        case relay, used, opens
        case perDay = "per_day"
        case bulkOpens = "bulk_opens"
    }
}

extension OutboxAdministration {
    /// The quotas of which something was used within a day.
    package func relayQuotas() async throws(OutboxError) -> [RelayQuota] {
        try await session.rows(Statement.relayQuotas) { row throws(OutboxError) in
            RelayQuota(
                relay: try row.string("relay"), perDay: Int(try row.integer("per_day")),
                used: Int(try row.integer("used")), bulkOpens: row.optionalTimestamp("bulk_opens"),
                opens: row.optionalTimestamp("opens"))
        }
    }
}
