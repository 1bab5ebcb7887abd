import Glibc
import Mail
import PrivatePostgres
import TestServers
import Testing

@testable import Postgres

@Suite("When the database is away", .timeLimit(.minutes(3)))
struct OutageTests {
    private func isUnavailable(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
        } catch OutboxError.unavailable {
            return true
        } catch {
            Issue.record(error)
        }
        return false
    }

    /// Ends all sessions of the fixture but the one that asks.
    private func cutConnections(_ fixture: OutboxFixture) throws {
        try fixture.database.psql(
            """
            select pg_terminate_backend(pid, 10000) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid();
            """)
    }

    @Test("A connection that was cut between two statements is opened anew before the next one goes out")
    func reconnect() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        try cutConnections(fixture)
        let settlement = Settlement(claimed, .sent)
        #expect(try await worker.settle([settlement]).isEmpty)
        #expect(try await worker.claim(.transactional, limit: 1).isEmpty)
        #expect(try await fixture.state(message) == "sent")
    }

    @Test("A statement cut while it waits is told as unavailable, and took no effect")
    func cutInTheMiddle() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        let blocker = DatabaseSession(settings: fixture.database.settings)
        try await blocker.execute("begin")
        try await blocker.execute("lock table facteur.lease in access exclusive mode")
        async let isCut = isUnavailable { _ = try await worker.claim(.transactional, limit: 1) }
        let waiting = "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
        while try fixture.database.psql(waiting).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try fixture.database.psql("select pg_terminate_backend(pid) from (\(waiting)) w")
        #expect(await isCut)
        try await blocker.execute("rollback")
        #expect(try await fixture.state(message) == "waiting")
        #expect(try await worker.claim(.transactional, limit: 1).count == 1)
    }

    @Test("A URL with several hosts leads to the standby once it is promoted, which has what was committed")
    func failover() async throws {
        let primary = try await PrivatePostgres(folder: makeTemporaryFolder("primary"), isTemporary: true)
        let pair = try await PostgresPair(primary: primary)
        let session = DatabaseSession(settings: DatabaseSettings(url: pair.url))
        try await session.execute("create table kept (number integer)")
        try await session.execute("insert into kept values (1)")
        try await pair.failOver()
        while await isUnavailable({ try await session.execute("insert into kept values (2)") }) {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await session.execute("select number from kept") == 2)
        await pair.stop()
    }

    @Test("A statement that takes too long is cancelled at the server")
    func tooSlow() async throws {
        let fixture = try await OutboxFixture.make()
        var settings = fixture.database.settings
        settings.statementTimeout = .milliseconds(200)
        let slow = DatabaseSession(settings: settings)
        #expect(await isUnavailable { try await slow.execute("select pg_sleep(600)") })
        let running = "select count(*) from pg_stat_activity where query like '%pg_sleep(600)' and state = 'active'"
        while try await fixture.value(running) != "0" { try await Task.sleep(for: .milliseconds(10)) }
        try await slow.execute("select 1")
    }

    @Test("A frozen server is noticed, held open or not, and used again when it thaws")
    func frozen() async throws {
        let folder = try makeTemporaryFolder("frozen")
        let server = try await PrivatePostgres(folder: folder, isTemporary: true)
        var settings = DatabaseSettings(url: server.url())
        settings.statementTimeout = .milliseconds(500)
        settings.connectTimeout = .seconds(2)
        let session = DatabaseSession(settings: settings)
        let backend = try await session.rows("select pg_backend_pid() as pid") { row throws(OutboxError) in
            pid_t(try row.integer("pid"))
        }
        let processes = backend + [server.serverID]
        for process in processes { kill(process, SIGSTOP) }
        // The first finds a connection that answers nothing, the second gets none.
        #expect(await isUnavailable { try await session.execute("select 1") })
        #expect(await isUnavailable { try await session.execute("select 1") })
        for process in processes { kill(process, SIGCONT) }
        try await session.execute("select 1")
        await server.stop(.immediate)
    }

    @Test("A read-only server is no place to work: unavailable")
    func readOnly() async throws {
        let fixture = try await OutboxFixture.make()
        try fixture.database.psql("alter database \(fixture.database.name) set default_transaction_read_only = on")
        let worker = PostgresOutbox(fixture.database.settings)
        #expect(await isUnavailable { try await worker.enlist() })
        // The standby is promoted.
        try fixture.database.psql(
            """
            begin; set transaction read write;
            alter database \(fixture.database.name) set default_transaction_read_only = off; commit;
            """)
        try await worker.enlist()
    }

    @Test("A server that is not there, or refuses the login, is told in one line without the password")
    func unreachable() async throws {
        let fixture = try await OutboxFixture.make()
        let addresses = fixture.database.url.split(separator: "@")
        for url in ["postgresql://moi:SECRET@127.0.0.1:1/x", "postgresql://postgres:SECRET@\(addresses[1])"] {
            let line = await refusal { try await PostgresOutbox(DatabaseSettings(url: url)).enlist() }
            #expect(line?.hasPrefix("database: ") == true)
            #expect(line?.contains("SECRET") == false)
            #expect(line?.utf8.contains(UInt8(ascii: "\n")) == false)
        }
        let malformed = await refusal {
            try await PostgresOutbox(DatabaseSettings(url: "postgresql://moi:SECRET@[/x")).enlist()
        }
        #expect(malformed?.hasPrefix("database.url: ") == true)
        #expect(malformed?.contains("SECRET") == false)
    }

    @Test("Of several hosts the one that answers is used")
    func severalHosts() async throws {
        let fixture = try await OutboxFixture.make()
        let addresses = fixture.database.url.split(separator: "@")
        let settings = DatabaseSettings(url: "\(addresses[0])@127.0.0.1:1,\(addresses[1])")
        try await PostgresOutbox(settings).enlist()
    }

    @Test("The outbox works through PgBouncer in transaction mode")
    func pooler() async throws {
        let fixture = try await OutboxFixture.make()
        let pooler = try #require(try PgBouncer(before: fixture.database), "pgbouncer is not installed")
        let worker = PostgresOutbox(pooler.settings)
        while await isUnavailable({ try await worker.enlist() }) { try await Task.sleep(for: .milliseconds(20)) }
        for _ in 0..<20 { try await fixture.enqueue() }
        for _ in 0..<4 {
            let claims = try await worker.claim(.transactional, limit: 5)
            #expect(claims.count == 5)
            #expect(
                try await worker.status(of: claims.map(\.lease), in: .transactional).values.allSatisfy { $0 == .due })
            #expect(try await worker.settle(claims.map { Settlement($0, .sent) }).isEmpty)
            try await worker.heartbeat(wantsWakeUps: true)
            try await fixture.promoteAll(worker)
        }
        #expect(try await Migrator(pooler.settings).migrate().isEmpty)
        #expect(try await OutboxAdministration(pooler.settings).status().messages == 20)
        try await worker.retire()
    }
}
