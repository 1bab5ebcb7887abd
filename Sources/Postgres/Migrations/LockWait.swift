import Mail

/// A lock that a migration waits for, and one session that holds it.
struct LockWait: Sendable, Hashable {
    /// The table, or what else is waited for.
    let lock: String
    /// `AccessExclusiveLock`.
    let mode: String
    /// Who holds it, as PostgreSQL knows the session; 0 for a prepared transaction.
    let processID: Int64
    /// The role, the program and the session's state: nil where this role may not see them.
    let role: String?
    let program: String?
    let state: String?
    /// When the holder's transaction began (RFC 3339); nil when there is none, or when this role may not see it.
    let since: String?

    /// Reads a row of `lock_waits.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        lock = try row.string("lock")
        mode = try row.string("mode")
        processID = try row.integer("pid")
        role = row.text("role")
        program = row.text("program")
        state = row.text("state")
        since = row.text("since")
    }

    /// `facteur.message (AccessExclusiveLock), held by pid 4711 (psql, role postgres, idle in transaction) since 2026-11-25T13:05:00Z`.
    static func line(_ waits: [LockWait]) -> String? {
        guard let first = waits.first else { return nil }
        let holders = waits.map(\.holder).joined(separator: ", and by ")
        return "\(first.lock) (\(first.mode)), held by \(holders)"
    }

    private var holder: String {
        guard processID != 0 else { return "a prepared transaction (see pg_prepared_xacts)" }
        let facts = [program.flatMap { $0.isEmpty ? nil : $0 }, role.map { "role \($0)" }, state].compactMap(\.self)
        let said = facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))"
        return "pid \(processID)\(said)" + (since.map { " since \($0)" } ?? "")
    }
}
