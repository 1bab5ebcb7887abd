import Mail

/// Where one is, as whom, and how the server is set.
package struct DatabaseFacts: Sendable {
    /// `15.8`.
    package let version: String
    /// 150008.
    package let versionNumber: Int
    package let database: String
    package let role: String
    /// Whether this role may act as the one that is wanted.
    package let isMember: Bool
    package let isStandby: Bool
    /// The session's process on the server.
    package let processID: Int
    package let hasAutovacuum: Bool
    package let maxConnections: Int
    package let connections: Int
    /// Transactions since the oldest row that was not frozen.
    package let frozenAge: Int
    /// Who owns the schema; empty where there is none.
    package let owner: String
    /// What the server's clock said, and between which moments of this machine's.
    package let clock: Timestamp

    init(_ row: Rows.Row) throws(OutboxError) {
        version = String(try row.string("version").prefix { $0 != " " })
        versionNumber = Int(try row.integer("version_number"))
        database = try row.string("database")
        role = try row.string("role")
        isMember = row.flag("is_member")
        isStandby = row.flag("is_standby")
        processID = Int(try row.integer("pid"))
        hasAutovacuum = row.flag("autovacuum") && row.flag("track_counts")
        maxConnections = Int(try row.integer("max_connections"))
        connections = Int(try row.integer("connections"))
        frozenAge = Int(try row.integer("frozen_age"))
        owner = try row.string("owner")
        clock = try row.timestamp("clock")
    }
}

/// Somebody whose snapshot keeps old rows from being cleaned up.
package struct OldSnapshot: Sendable, Hashable {
    /// `session`, `prepared transaction`, `replication slot`.
    package let kind: String
    package let name: String
    package let processID: Int
    package let role: String
    package let program: String
    package let state: String
    /// In transactions.
    package let age: Int
    /// How long it has been open; nil where this role may not see that.
    package let lasting: Duration?

    init(_ row: Rows.Row) throws(OutboxError) {
        kind = try row.string("kind")
        name = row.text("name") ?? ""
        processID = Int(try row.integer("pid"))
        role = row.text("role") ?? ""
        program = row.text("program") ?? ""
        state = row.text("state") ?? ""
        age = Int(try row.integer("age"))
        lasting = row.optionalDuration("lasting")
    }

    package init(
        kind: String, name: String = "", processID: Int = 0, role: String = "", program: String = "",
        state: String = "",
        age: Int, lasting: Duration? = nil
    ) {
        self.kind = kind
        self.name = name
        self.processID = processID
        self.role = role
        self.program = program
        self.state = state
        self.age = age
        self.lasting = lasting
    }
}

/// How clean a table is.
package struct TableState: Sendable, Hashable {
    package let name: String
    /// Whether autovacuum was told to leave it alone.
    package let isLeftAlone: Bool
    package let dead: Int
    package let live: Int
    /// Since it was last vacuumed; nil where it never was.
    package let sinceVacuum: Duration?

    init(_ row: Rows.Row) throws(OutboxError) {
        name = try row.string("name")
        isLeftAlone = row.flag("is_left_alone")
        dead = Int(try row.integer("dead"))
        live = Int(try row.integer("live"))
        sinceVacuum = row.optionalDuration("since_vacuum")
    }

    package init(name: String, isLeftAlone: Bool = false, dead: Int = 0, live: Int = 0, sinceVacuum: Duration? = nil) {
        self.name = name
        self.isLeftAlone = isLeftAlone
        self.dead = dead
        self.live = live
        self.sinceVacuum = sinceVacuum
    }
}

/// Leases that nobody who lives holds.
package struct LostLeases: Sendable, Hashable {
    package let leases: Int
    package let workers: Int
    package let oldest: Duration?

    package init(leases: Int, workers: Int, oldest: Duration?) {
        self.leases = leases
        self.workers = workers
        self.oldest = oldest
    }
}
