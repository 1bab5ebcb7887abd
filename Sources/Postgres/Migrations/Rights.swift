import Mail

/// Who may do what in the schema. No numbered step: a database that was restored without its rights (`pg_dump -x`), or in a cluster that
/// has not the roles, has all steps and still lets nobody in.
struct Rights: Sendable {
    /// A right that is not granted, or one that everybody has and nobody should.
    struct Missing: Sendable, Hashable {
        /// The role that lacks it; `public` where everybody has it.
        let role: String
        /// `execute`, `select` or `usage`.
        let privilege: String
        /// `enqueue`, `subscription.email`, `schema facteur`.
        let object: String
        /// The statement that mends it.
        let mend: String

        /// Reads a row of `missing_rights.sql`.
        init(_ row: Rows.Row) throws(OutboxError) {
            role = try row.string("role")
            privilege = try row.string("privilege")
            object = try row.string("object")
            mend = try row.string("mend")
        }
    }

    let session: DatabaseSession

    /// What is missing; nothing in a database that is in order, or that has no schema yet.
    func missing() async throws(OutboxError) -> [Missing] {
        try await session.rows(Statement.missingRights) { row throws(OutboxError) in try Missing(row) }
    }

    /// Makes the roles that are missing, and grants what is. Run it as one transaction.
    static func script(mending missing: [Missing]) -> String {
        ([Migration.lock, roles] + missing.map { $0.mend + ";" }).joined(separator: "\n")
    }

    /// The same for psql, which finds out by itself what is missing.
    static var script: String {
        """
        \(Migration.lock)
        \(roles)
        select mend from (
        \(Statement.missingRights)) missing \\gexec

        """
    }

    /// What is missing as one line for each role: `facteur_web lacks usage on schema facteur, execute on confirm_by_token, ...`.
    static func lines(_ missing: [Missing]) -> [String] {
        var lines: [String] = []
        for role in Set(missing.map(\.role)).sorted() {
            let own = missing.filter { $0.role == role }
            let privileges = Set(own.map(\.privilege)).sorted().map { privilege in
                let objects = own.filter { $0.privilege == privilege }.map(\.object)
                return "\(privilege) on \(objects.joined(separator: ", "))"
            }
            let verb = role == "public" ? "everybody has" : "\(role) lacks"
            lines.append("\(verb) \(privileges.joined(separator: "; "))")
        }
        return lines
    }

    private static let roles = String(decoding: PackageResources.roles_sql, as: UTF8.self)
}
