import Mail

/// A lane, a kind or a newsletter that is stopped.
package struct Pause: Sendable, Hashable, Encodable {
    package enum Scope: String, Sendable, Hashable, Encodable {
        case lane, kind, newsletter
    }

    /// `bulk`, `password-reset`, or an issue's id.
    package var name: String
    package var scope: Scope
    package var since: Timestamp
    /// Who did it: a person, or else a database user; nil for the worker, and for whoever called the function in SQL.
    package var by: String?
    /// Why: the worker's reason, or what the person said.
    package var reason: String?
    /// Whether the worker did it by itself, so that a person must look.
    package var isAutomatic: Bool

    package init(
        name: String, scope: Scope, since: Timestamp, by: String? = nil, reason: String? = nil,
        isAutomatic: Bool = false
    ) {
        self.name = name
        self.scope = scope
        self.since = since
        self.by = by
        self.reason = reason
        self.isAutomatic = isAutomatic
    }

    /// The command that ends it.
    package var remedy: String {
        scope == .newsletter ? "facteur newsletter resume \(name)" : "facteur resume \(name)"
    }
}

extension Pause {
    /// Reads a row of `paused.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        name = try row.string("name")
        scope = try row.required("scope", Scope.init(rawValue:))
        since = try row.timestamp("since")
        let own = row.text("reason")
        isAutomatic = own != nil
        reason = own ?? row.text("why")
        by = row.text("person") ?? row.text("role")
    }
}
