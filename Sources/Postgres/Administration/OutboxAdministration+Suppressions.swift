import Mail

extension OutboxAdministration {
    /// An address that gets no mail, or no newsletters.
    package struct Suppression: Sendable, Encodable {
        package var address: String
        /// `all` or `marketing`.
        package var scope: String
        package var reason: String
        /// Who put it there: a database user, or `worker`.
        package var source: String
        package var since: String
    }

    /// The latest first.
    package func suppressions() async throws(OutboxError) -> [Suppression] {
        try await session.rows(Statement.suppressions) { row throws(OutboxError) in
            Suppression(
                address: try row.string("address"), scope: try row.string("scope"), reason: try row.string("reason"),
                source: try row.string("source"), since: try row.string("since"))
        }
    }
}
