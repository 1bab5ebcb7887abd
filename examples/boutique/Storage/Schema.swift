import ExampleDatabase

/// The shop's own tables, made where they are missing.
enum Schema {
    static func make(on database: LibPQConnection) async throws {
        // Two that start at once wait for each other.
        try await database.transaction {
            _ = try await database.rows(of: "SELECT pg_advisory_xact_lock(hashtext('boutique'))")
            let script = String(decoding: PackageResources.schema_sql, as: UTF8.self)
            for statement in script.split(separator: ";\n") {
                _ = try await database.rows(of: String(statement))
            }
        }
    }
}
