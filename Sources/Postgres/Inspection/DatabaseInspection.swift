import Mail

/// Looks at the database as whoever set it up should have left it. Changes nothing.
package final class DatabaseInspection: Sendable {
    private let session: DatabaseSession

    /// Connects to nothing yet.
    package init(_ settings: DatabaseSettings) { session = DatabaseSession(settings: settings) }

    /// - Parameter role: The role that is wanted: `facteur_worker`.
    package func facts(for role: String) async throws(OutboxError) -> DatabaseFacts {
        let facts = try await session.rows(Statement.databaseFacts, [Value(role)]) { row throws(OutboxError) in
            try DatabaseFacts(row)
        }
        guard let fact = facts.first else { throw .statement("database: it says nothing of itself: report it") }
        return fact
    }

    /// What in the schema is not as the migrations make it.
    package func drift() async throws(OutboxError) -> SchemaDrift {
        let live = try await session.rows(Statement.schemaObjects) { row throws(OutboxError) in
            SchemaDrift.Object(
                kind: try row.string("kind"), name: try row.string("name"), definition: try row.string("definition"),
                isDeparsed: row.flag("is_deparsed"))
        }
        let version = try await facts(for: "").versionNumber / 10_000
        return SchemaDrift(of: live, from: .own, version: version)
    }

    /// Whose snapshots are the oldest, the oldest first.
    package func snapshotHolders() async throws(OutboxError) -> [OldSnapshot] {
        try await session.rows(Statement.snapshotHolders) { row throws(OutboxError) in try OldSnapshot(row) }
    }

    /// How clean the schema's tables are.
    package func tables() async throws(OutboxError) -> [TableState] {
        try await session.rows(Statement.vacuumState) { row throws(OutboxError) in try TableState(row) }
    }

    /// For operators: the worker's role may not look.
    package func lostLeases() async throws(OutboxError) -> LostLeases {
        let times = LeaseTimes()
        let rows = try await session.rows(Statement.lostLeases, [Value(times.death)]) { row throws(OutboxError) in
            LostLeases(
                leases: Int(try row.integer("leases")), workers: Int(try row.integer("workers")),
                oldest: row.optionalDuration("oldest"))
        }
        return rows.first ?? LostLeases(leases: 0, workers: 0, oldest: nil)
    }
}
