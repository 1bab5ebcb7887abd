import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Looks at a database", .timeLimit(.minutes(3)))
struct InspectionTests {
    @Test("Where one is, and as whom; every role may ask")
    func facts() async throws {
        let database = try await TestDatabase.make()
        try database.psql("create user \(database.name)_web in role facteur_web password 'p'")
        let own = database.url.split(separator: "@")
        let inspection = DatabaseInspection(DatabaseSettings(url: "postgresql://\(database.name)_web:p@\(own[1])"))
        let facts = try await inspection.facts(for: "facteur_web")
        #expect(facts.role == "\(database.name)_web" && facts.database == database.name && facts.isMember)
        #expect(facts.hasAutovacuum && !facts.isStandby && facts.connections > 0 && !facts.owner.isEmpty)
        #expect(try await inspection.facts(for: "facteur_worker").isMember == false)
        #expect(try await inspection.facts(for: "nobody").isMember == false)
        _ = try await inspection.tables()
        _ = try await inspection.snapshotHolders()
        #expect(try await inspection.drift().isNone)
        #expect(await refusal { _ = try await inspection.lostLeases() }?.contains("42501") == true)
    }

    @Test("Who holds a snapshot is found, with the pid")
    func snapshots() async throws {
        let database = try await TestDatabase.make()
        let holder = DatabaseSession(settings: database.settings)
        try await holder.execute("begin isolation level repeatable read")
        try await holder.execute("select 1")
        let pid = try await holder.rows("select pg_backend_pid() as pid") { row throws(OutboxError) in
            try row.integer("pid")
        }
        let found = try await DatabaseInspection(database.settings).snapshotHolders()
        let own = found.first { Int64($0.processID) == pid.first }
        #expect(own?.kind == "session" && own?.state == "idle in transaction" && own?.lasting != nil, "\(found)")
    }

    @Test("Leases that a dead worker left are counted, those of the living are not")
    func leases() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.enqueue()
        #expect(try await worker.claim(.transactional, limit: 1).count == 1)
        let inspection = DatabaseInspection(fixture.database.settings)
        #expect(try await inspection.lostLeases().leases == 0)
        try await fixture.kill(worker)
        let lost = try await inspection.lostLeases()
        #expect(lost.leases == 1 && lost.workers == 1 && lost.oldest != nil)
    }

    @Test("A table that autovacuum leaves alone is found")
    func tables() async throws {
        let database = try await TestDatabase.make()
        try database.psql("alter table facteur.ready set (autovacuum_enabled = off)")
        let tables = try await DatabaseInspection(database.settings).tables()
        #expect(tables.filter(\.isLeftAlone).map(\.name) == ["ready"])
    }

    @Test(
        "A pooler is found out by what two connections see of each other",
        arguments: ["transaction", "session", "statement"])
    func pooling(mode: String) async throws {
        let database = try await TestDatabase.make()
        #expect(try await PoolingLook(database.settings).pooling() == Pooling.none)
        let pooler = try #require(try PgBouncer(before: database, mode: mode), "pgbouncer is not installed")
        let look = PoolingLook(pooler.settings)
        var found: Pooling?
        // It takes a moment until it listens.
        for _ in 0..<100 where found == nil {
            found = try? await look.pooling()
            if found == nil { try await Task.sleep(for: .milliseconds(100)) }
        }
        switch mode {
        case "session": #expect(found == .session)
        case "statement": #expect(found == .statement)
        default: if case .transaction = found {} else { Issue.record("\(String(describing: found))") }
        }
    }

    @Test(
        "A refused connection is told with what to do",
        arguments: [
            (
                "connection to server at \"h\" (1.2.3.4), port 5432 failed: fe_sendauth: no password supplied",
                "~/.pgpass"
            ),
            ("FATAL:  password authentication failed for user \"a\"", "PGUSER"),
            ("FATAL:  Peer authentication failed for user \"a\"", "sudo -u"),
            ("FATAL:  role \"camille\" does not exist", "PGUSER"),
            ("FATAL:  database \"shop\" does not exist", "database.url"),
            ("FATAL:  no pg_hba.conf entry for host \"1.2.3.4\"", "pg_hba.conf"),
            ("definition of service \"x\" not found", "~/.pg_service.conf"),
            ("connection to server on socket \"/run/x\" failed: No such file or directory", "socket's folder"),
        ])
    func hints(detail: String, advice: String) {
        #expect(LoginHint.advice(on: detail)?.contains(advice) == true)
    }

    @Test("Of words that are not known nothing is made up")
    func noHint() { #expect(LoginHint.advice(on: "FATAL: le rôle n'existe pas") == nil) }
}
