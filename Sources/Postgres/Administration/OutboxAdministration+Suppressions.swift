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
        /// When it gets mail again, if no server says before that it is dead (RFC 3339); nil for a person's word, which never ends.
        package var ends: String?
    }

    /// Which suppressions are meant: those to which all that is set applies.
    package struct SuppressionFilter: Sendable, Hashable {
        /// A domain, or a provider with all its domains (`orange`).
        package var domain: String?
        /// A part of the reason, in any case.
        package var reason: String?
        /// A database user, or `worker`.
        package var source: String?
        /// Made at this moment or later.
        package var since: Timestamp?
        /// Made earlier than this moment.
        package var before: Timestamp?

        package init(
            domain: String? = nil, reason: String? = nil, source: String? = nil, since: Timestamp? = nil,
            before: Timestamp? = nil
        ) {
            self.domain = domain
            self.reason = reason
            self.source = source
            self.since = since
            self.before = before
        }

        /// Whether nothing is set: all would be meant.
        package var isEmpty: Bool { self == SuppressionFilter() }

        /// In the words of the command line: `--domain orange --source worker`.
        package var description: String {
            let parts: [(String, String?)] = [
                ("domain", domain), ("reason", reason), ("source", source), ("since", since?.rfc3339),
                ("before", before?.rfc3339),
            ]
            return parts.compactMap { name, value in value.map { "--\(name) \($0)" } }.joined(separator: " ")
        }

        fileprivate var values: [Value] {
            [Value(domain), Value(reason), Value(source), Value(since?.rfc3339), Value(before?.rfc3339)]
        }
    }

    /// Those in force, the latest first.
    package func suppressions() async throws(OutboxError) -> [Suppression] {
        try await session.rows(Statement.suppressions) { row throws(OutboxError) in
            Suppression(
                address: try row.string("address"), scope: try row.string("scope"), reason: try row.string("reason"),
                source: try row.string("source"), since: try row.string("since"), ends: row.text("ends"))
        }
    }

    /// How many suppressions are meant, by who put them there.
    package func count(_ filter: SuppressionFilter) async throws(OutboxError) -> [(source: String, total: Int)] {
        try await session.rows(Statement.countSuppressions, filter.values) { row throws(OutboxError) in
            (source: try row.string("source"), total: Int(try row.integer("total")))
        }
    }

    /// Mail to all that are meant again; how many suppressions went. Refuses a filter that names none.
    package func unsuppress(_ filter: SuppressionFilter) async throws(OutboxError) -> Int {
        let values = filter.values + [Value(filter.description), Value(person)]
        let removed = try await session.rows(Statement.unsuppressAll, values) { row throws(OutboxError) in
            try row.integer("removed")
        }
        return Int(removed.first ?? 0)
    }
}
