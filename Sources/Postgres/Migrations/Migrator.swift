import Mail

/// Creates the schema and brings it up to date.
package final class Migrator: Sendable {
    private let session: DatabaseSession
    private let migrations: [Migration]
    /// A step may have to wait for a lock or rewrite a table.
    private static let limit: Duration = .seconds(600)

    /// Connects to nothing yet. Migrating needs the right to create a schema and, the first time, roles.
    package convenience init(_ settings: DatabaseSettings) { self.init(settings, migrations: Migration.all) }

    convenience init(_ settings: DatabaseSettings, migrations: [Migration]) {
        self.init(DatabaseSession(settings: settings), migrations: migrations)
    }

    /// On a session that is there already.
    init(_ session: DatabaseSession, migrations: [Migration] = Migration.all) {
        self.session = session
        self.migrations = migrations
    }

    /// All steps as one script for psql, for those who let nobody else near their schema.
    package static var script: String {
        Migration.all.map { "-- \($0.title)\nbegin;\n\($0.script)\ncommit;\n" }.joined(separator: "\n")
    }

    /// Applies what is missing, each step in a transaction under a lock; doing so twice is harmless.
    ///
    /// - Returns: The steps applied, `0001 tables`.
    /// - Throws: `.schema` when the schema is newer than this program or a step was changed.
    package func migrate() async throws(OutboxError) -> [String] {
        var applied = try await applied()
        var titles: [String] = []
        for migration in migrations where applied[migration.number] == nil {
            do throws(OutboxError) {
                try await session.execute(script: migration.script, within: Self.limit)
                titles.append(migration.title)
            } catch {
                // Somebody else may have applied the same step meanwhile.
                applied = try await self.applied()
                guard applied[migration.number] != nil else { throw error.during(migration.title) }
            }
        }
        return titles
    }

    /// Checks that the schema is the one this program was made for.
    ///
    /// - Throws: `.schema`, saying what to do, when it is missing, older or newer.
    package func verify() async throws(OutboxError) {
        let applied = try await applied()
        if applied.isEmpty { throw .schema("database: the schema is missing: run `facteur migrate`") }
        guard let missing = migrations.first(where: { applied[$0.number] == nil }) else { return }
        throw .schema(
            "database: the schema is older than this program, \(missing.title) is missing: run `facteur migrate`")
    }

    /// Tells the database which kinds there are and what their parameters may hold.
    package func publish(_ kinds: [KindDefinition]) async throws(OutboxError) {
        try await session.execute(Statement.publishKinds, [Value("[\(kinds.map(\.json).joined(separator: ","))]")])
    }

    /// Tells the database what the settings say of newsletters and of the public pages.
    package func publish(_ installation: Installation) async throws(OutboxError) {
        try await session.execute(Statement.publishInstallation, [Value(installation.json)])
    }

    /// The checksums of the steps applied, by number; empty when there is no schema yet.
    private func applied() async throws(OutboxError) -> [Int: String] {
        let applied: [(number: Int, checksum: String)]
        do throws(OutboxError) {
            applied = try await session.rows(Statement.applied) { row throws(OutboxError) in
                (Int(try row.integer("number")), try row.string("checksum"))
            }
        } catch .schema(let line) {
            // The role may not look, or there is nothing to look at.
            guard line.contains("42P01") || line.contains("3F000") else { throw .schema(line) }
            return [:]
        }
        let known = Dictionary(migrations.map { ($0.number, $0) }) { first, _ in first }
        for (number, checksum) in applied {
            guard let migration = known[number] else {
                throw .schema(
                    "database: the schema is newer than this program (step \(number)): install its newer version")
            }
            guard migration.checksum == checksum else {
                throw .schema(
                    "database: step \(migration.title) is not the one that was applied: install the version it came from"
                )
            }
        }
        return Dictionary(applied.map { ($0.number, $0.checksum) }) { first, _ in first }
    }
}

extension OutboxError {
    /// The same error, saying which step met it.
    fileprivate func during(_ step: String) -> OutboxError {
        switch self {
        case .unavailable(let line): .unavailable("\(line) (in migration \(step))")
        case .schema(let line): .schema("\(line) (in migration \(step))")
        case .statement(let line): .statement("\(line) (in migration \(step))")
        }
    }
}
