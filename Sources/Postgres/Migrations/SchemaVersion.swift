import Mail

/// Which steps a database has, held against those that this program knows.
struct SchemaVersion: Sendable {
    let session: DatabaseSession
    var migrations = Migration.all

    /// Checks that the schema is the one this program was made for.
    ///
    /// - Throws: `.schema`, saying what to do, when it is missing, older or newer.
    func verify() async throws(OutboxError) {
        let applied = try await applied()
        if applied.isEmpty { throw .schema("database: the schema is missing: run `facteur migrate`") }
        guard let missing = migrations.first(where: { applied[$0.number] == nil }) else { return }
        throw .schema(
            "database: the schema is older than this program, \(missing.title) is missing: run `facteur migrate`")
    }

    /// The checksums of the steps applied, by number; empty when there is no schema yet.
    ///
    /// - Throws: `.schema` when the schema is newer than this program or a step was changed.
    func applied() async throws(OutboxError) -> [Int: String] {
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
