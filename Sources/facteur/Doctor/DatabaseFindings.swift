import Mail
import Postgres

/// What is thought of the facts about a database. Pure.
enum DatabaseFindings {
    /// PostgreSQL before this lacks what the schema is written in.
    private static let oldestVersion = 15
    /// By so much clocks may differ before somebody wonders at a log.
    private static let clockTolerance: Duration = .seconds(2)
    /// A transaction that is open for longer keeps rows from being cleaned up that a queue makes by the thousand.
    private static let snapshotTolerance: Duration = .seconds(300)
    /// The same where its beginning cannot be seen, in transactions.
    private static let snapshotAge = 200_000
    /// More dead rows than this, and than living ones, and autovacuum does not keep up.
    private static let deadRows = 50_000
    /// PostgreSQL refuses to work at two thousand million.
    private static let frozenAge = 1_000_000_000

    static func reach(_ facts: DatabaseFacts, _ role: String) -> [Finding] {
        let text =
            "PostgreSQL \(facts.version), database \(facts.database), as \(facts.role), \(facts.connections) of \(facts.maxConnections) connections"
        var findings: [Finding] = []
        if facts.versionNumber / 10_000 < oldestVersion {
            findings.append(.failing("database", .settings, "\(text): PostgreSQL \(oldestVersion) or newer is needed"))
        } else if facts.isStandby {
            findings.append(
                .failing(
                    "database", .unavailable, "\(text): a standby, which takes no mail: name the primary, or all hosts")
            )
        } else if facts.connections * 10 > facts.maxConnections * 9 {
            findings.append(.warning("database", "\(text): raise max_connections, or put a pooler before it"))
        } else {
            findings.append(.ok("database", text))
        }
        let owner = facts.owner.isEmpty ? "the schema's owner" : facts.owner
        findings.append(
            facts.isMember
                ? .ok("role", "\(facts.role) is in \(role)")
                : .failing(
                    "role", .settings,
                    "\(facts.role) is not in \(role): look as the service's user (PGUSER), or as \(owner): grant \(role) to \"\(facts.role)\""
                ))
        return findings
    }

    static func pooling(_ pooling: Pooling) -> Finding {
        switch pooling {
        case .none: .ok("pooling", "none: connected to the server itself")
        case .session:
            .ok("pooling", "a pooler in session mode: give it a session for each connection of worker and endpoint")
        case .transaction(keepsPrepared: true):
            .ok("pooling", "a pooler in transaction mode, which knows prepared statements apart")
        case .transaction(keepsPrepared: false):
            .ok(
                "pooling",
                "a pooler in transaction mode. Facteur names no prepared statements; producers that do fail: max_prepared_statements = 200 (PgBouncer 1.21), or switch them off"
            )
        case .statement:
            .failing(
                "pooling", .settings, "a pooler in statement mode, which knows no transactions: pool_mode = transaction"
            )
        }
    }

    static func drift(_ drift: SchemaDrift) -> [Finding] {
        let check = "schema drift"
        if drift.isNone { return [.ok(check, "none: all is as the migrations made it")] }
        let foreign =
            drift.foreign.isEmpty
            ? []
            : [
                Finding.warning(
                    check,
                    "no migration made \(drift.foreign.prefix(5).joined(separator: ", "))\(drift.foreign.count > 5 ? " and \(drift.foreign.count - 5) more" : ""): keep it in a schema of your own"
                )
            ]
        return (drift.missing + drift.changed).map { .failing(check, .settings, $0) } + foreign
    }

    /// `before` and `after` are this machine's clock when the question was asked and when the answer came.
    static func clock(_ server: Timestamp, _ before: Timestamp, _ after: Timestamp) -> Finding {
        let ahead = Duration.microseconds(server.microseconds - after.microseconds)
        let behind = Duration.microseconds(before.microseconds - server.microseconds)
        let off = max(ahead, behind)
        guard off > clockTolerance else { return .ok("clock", "this machine's and the database's agree") }
        return .warning(
            "clock",
            "the database's is \(DurationText.text(whole(off))) \(ahead > .zero ? "ahead of" : "behind") this machine's: set both by NTP (timedatectl); the outbox goes by the database's, letters and signatures by this one"
        )
    }

    static func autovacuum(_ facts: DatabaseFacts) -> Finding {
        if !facts.hasAutovacuum {
            return .failing(
                "autovacuum", .settings,
                "is off: autovacuum = on and track_counts = on, or the queue slows down within hours")
        }
        if facts.frozenAge > frozenAge {
            return .warning(
                "autovacuum",
                "the oldest rows are \(facts.frozenAge) transactions old, at 2,000,000,000 the server stops: vacuum freeze, and see who holds a snapshot"
            )
        }
        return .ok("autovacuum", "on")
    }

    static func tables(_ tables: [TableState]) -> [Finding] {
        let left = tables.filter(\.isLeftAlone).map { table in
            Finding.failing(
                "autovacuum", .settings,
                "facteur.\(table.name) is left alone: alter table facteur.\(table.name) reset (autovacuum_enabled)")
        }
        let behind = tables.filter { $0.dead > deadRows && $0.dead > $0.live }.map { table in
            let since =
                table.sinceVacuum.map { "last vacuumed \(DurationText.text(whole($0))) ago" } ?? "never vacuumed"
            return Finding.warning(
                "autovacuum",
                "facteur.\(table.name) has \(table.dead) dead rows and \(table.live) living ones, \(since): see who holds a snapshot, or give autovacuum more (autovacuum_vacuum_cost_limit)"
            )
        }
        return left + behind
    }

    static func snapshots(_ holders: [OldSnapshot]) -> [Finding] {
        let old = holders.filter { $0.lasting.map { $0 > snapshotTolerance } ?? ($0.age > snapshotAge) }
        guard !old.isEmpty else { return [.ok("snapshots", "nobody keeps old rows from being cleaned up")] }
        return old.map { .warning("snapshots", "\(description(of: $0)), so dead rows pile up: \(mend($0))") }
    }

    static func leases(_ lost: LostLeases) -> Finding {
        guard lost.leases > 0 else { return .ok("leases", "none is left over") }
        let oldest = lost.oldest.map { ", the oldest for \(DurationText.text(whole($0)))" } ?? ""
        return .warning(
            "leases",
            "\(lost.leases) messages are in the hands of \(lost.workers) workers that are dead\(oldest): start a worker, which takes them back after 30 s"
        )
    }

    private static func description(of holder: OldSnapshot) -> String {
        let lasting = holder.lasting.map { "for \(DurationText.text(whole($0))), " } ?? ""
        let reach = "holds a snapshot \(lasting)\(holder.age) transactions old"
        guard holder.kind == "session" else { return "the \(holder.kind) \(holder.name) \(reach)" }
        let facts = [holder.program, holder.role.isEmpty ? "" : "role \(holder.role)", holder.state].filter {
            !$0.isEmpty
        }
        return "pid \(holder.processID) (\(facts.joined(separator: ", "))) \(reach)"
    }

    private static func mend(_ holder: OldSnapshot) -> String {
        switch holder.kind {
        case "session": "select pg_terminate_backend(\(holder.processID))"
        case "replication slot": "select pg_drop_replication_slot('\(holder.name)'), if nobody needs it"
        default: "rollback prepared '\(holder.name)', or commit it"
        }
    }

    /// People count no milliseconds here.
    private static func whole(_ duration: Duration) -> Duration { .seconds(duration.components.seconds) }
}
