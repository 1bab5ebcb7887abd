import Mail

/// The relays' quotas, counted in PostgreSQL for all workers together. A connection of its own, opened when a quota is first asked
/// for: no message waits behind another question.
package final class PostgresQuotas: QuotaStore {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    ///
    /// - Parameter settings: The database, as the role `facteur_worker`.
    package init(_ settings: DatabaseSettings) {
        var brief = settings
        brief.statementTimeout = min(settings.statementTimeout, .seconds(10))
        session = DatabaseSession(settings: brief)
    }

    package func reserve(_ ask: QuotaPurse.Ask, of relay: String, perDay: Int) async throws(OutboxError) -> QuotaGrant {
        let values = [Value(relay), Value(perDay), Value(ask.ceiling), Value(ask.wanted)]
        let grants = try await session.rows(Statement.reserveQuota, values) { row throws(OutboxError) in
            QuotaGrant(
                count: Int(try row.integer("reserved")), period: try row.string("counted_in"),
                lasts: row.optionalDuration("lasts") ?? .zero, opensIn: row.optionalDuration("opens") ?? .zero)
        }
        guard let grant = grants.first else { throw .statement("database: a quota was asked for without an answer") }
        return grant
    }

    package func giveBack(_ rest: QuotaPurse.Rest, of relay: String) async throws(OutboxError) {
        try await session.execute(Statement.returnQuota, [Value(relay), Value(rest.period), Value(rest.count)])
    }
}
