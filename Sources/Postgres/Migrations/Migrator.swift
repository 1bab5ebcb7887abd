import Mail

/// Creates the schema and brings it up to date.
package final class Migrator: Sendable {
    private let version: SchemaVersion
    private let rights: Rights
    private let steps: MigrationSession

    /// Connects to nothing yet. Migrating needs the right to create a schema and, the first time, roles.
    package convenience init(_ settings: DatabaseSettings) { self.init(settings, migrations: Migration.all) }

    /// - Parameter giveUpAfter: How long to try for a lock that somebody else holds.
    init(_ settings: DatabaseSettings, migrations: [Migration], giveUpAfter: Duration = .seconds(600)) {
        let session = DatabaseSession(settings: settings)
        version = SchemaVersion(session: session, migrations: migrations)
        rights = Rights(session: session)
        steps = MigrationSession(session, observer: DatabaseSession(settings: settings), giveUpAfter: giveUpAfter)
    }

    /// Connects ahead of the first question.
    package func open() async { await version.session.open() }

    /// All steps as one script for psql, for those who let nobody else near their schema.
    package static var script: String {
        let steps = Migration.all.map { ($0.title, $0.script) } + [("rights", Rights.script)]
        return steps.map { title, script in
            """
            -- \(title)
            begin;
            set local lock_timeout = '2s';
            set local standard_conforming_strings = on;
            \(script)
            commit;

            """
        }.joined(separator: "\n")
    }

    /// Applies what is missing, each step in a transaction under a lock, and grants what is not granted; doing so twice is harmless.
    ///
    /// - Parameter onWait: Told what a step waits for, and who holds that, as one line.
    /// - Returns: The steps applied, `0001 tables`.
    /// - Throws: `.schema` when the schema is newer than this program or a step was changed.
    package func migrate(
        onWait: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(OutboxError) -> [String] {
        var applied = try await applied()
        var titles: [String] = []
        for migration in version.migrations where applied[migration.number] == nil {
            do throws(OutboxError) {
                try await steps.execute(script: migration.script) { onWait("\(migration.title) waits for \($0)") }
                titles.append(migration.title)
            } catch {
                // Somebody else may have applied the same step meanwhile.
                applied = try await self.applied()
                guard applied[migration.number] != nil else { throw await explained(error.during(migration.title)) }
            }
        }
        try await grantRights(onWait)
        return titles
    }

    /// What the roles may not do that they must be able to, or everybody may, as one line each; none where all is in order.
    package func missingRights() async throws(OutboxError) -> [String] { Rights.lines(try await rights.missing()) }

    private func grantRights(_ onWait: @escaping @Sendable (String) -> Void) async throws(OutboxError) {
        let missing = try await rights.missing()
        guard !missing.isEmpty else { return }
        do throws(OutboxError) {
            try await steps.execute(script: Rights.script(mending: missing)) { onWait("of the rights waits for \($0)") }
        } catch {
            throw await explained(error.during("of the rights"))
        }
    }

    private func applied() async throws(OutboxError) -> [Int: String] {
        do throws(OutboxError) { return try await version.applied() } catch { throw await explained(error) }
    }

    /// A right that is lacking here is the schema's owner's, whom no role of ours stands for.
    private func explained(_ error: OutboxError) async -> OutboxError {
        guard case .schema(let line) = error, line.contains("SQLSTATE 42501") else { return error }
        let facts = try? await version.session.rows(Statement.databaseFacts, [Value("")]) { row throws(OutboxError) in
            try DatabaseFacts(row)
        }.first
        guard let facts else { return error }
        let step = line.firstRange(of: " (in migration").map { String(line[$0.lowerBound...]) } ?? ""
        let owner =
            facts.owner.isEmpty
            ? "run it as a superuser, or as a user that may create a schema in \(facts.database) and, the first time, roles"
            : "run it as \(facts.owner): only the schema's owner or a superuser may grant them, or change the schema"
        return .schema("database: \(facts.role) lacks rights (SQLSTATE 42501)\(step): \(owner)")
    }

    /// Checks that the schema is the one this program was made for.
    ///
    /// - Throws: `.schema`, saying what to do, when it is missing, older or newer.
    package func verify() async throws(OutboxError) {
        try await version.verify()
        // Whoever verifies has other connections to work with.
        await version.session.close()
    }
}

extension OutboxError {
    /// The same error, saying which step met it.
    fileprivate func during(_ step: String) -> OutboxError {
        switch self {
        case .unavailable(let line): .unavailable("\(line) (in migration \(step))")
        case .locked(let line): .locked("\(line) (in migration \(step))")
        case .schema(let line): .schema("\(line) (in migration \(step))")
        case .statement(let line): .statement("\(line) (in migration \(step))")
        }
    }
}
