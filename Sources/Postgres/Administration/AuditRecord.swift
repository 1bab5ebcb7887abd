import Mail

/// One change that an operator's command made.
package struct AuditRecord: Sendable, Hashable, Encodable {
    package var number: Int64
    package var at: Timestamp
    /// The database user.
    package var role: String
    /// Who sat before the program, `marie@mail1`, as that said.
    package var person: String?
    /// The command's word: `pause`, `retry`.
    package var action: String
    /// A message, an issue, an address, a lane, a kind, a list.
    package var target: String
    /// What it came to, in words.
    package var effect: String
    /// Why, where somebody said so.
    package var reason: String?

    /// Who did it: the person, or the database user where no person is known.
    package var author: String { person ?? role }
}

extension AuditRecord {
    /// Reads a row of `audit.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        number = try row.integer("number")
        at = try row.timestamp("at")
        role = try row.string("role")
        person = row.text("person")
        action = try row.string("action")
        target = try row.string("target")
        effect = try row.string("effect")
        reason = row.text("reason")
    }
}

extension OutboxAdministration {
    /// What was changed, the latest first.
    package func audit(
        since: Timestamp? = nil, of target: String? = nil, limit: Int
    ) async throws(OutboxError) -> [AuditRecord] {
        try await session.rows(Statement.audit, [Value(since?.rfc3339), Value(target), Value(limit)]) {
            row throws(OutboxError) in try AuditRecord(row)
        }
    }

    /// Writes down a change that is not one statement, such as the import of a file.
    package func record(
        _ action: String, _ target: String, effect: String, reason: String? = nil
    ) async throws(OutboxError) {
        try await session.execute(
            Statement.recordChange, [Value(action), Value(target), Value(effect), Value(reason), Value(person)])
    }
}
