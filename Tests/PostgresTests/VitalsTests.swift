import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("How the outbox is beside its messages", .timeLimit(.minutes(3)))
struct VitalsTests {
    /// What holds back the oldest message of the transactional lane, and whether the age is still its own.
    private static let holds: [(statement: String, isCounted: Bool)] = [
        ("select 1", true),
        ("select facteur.pause('transactional')", false),
        ("select facteur.pause('account-updated')", false),
        ("select facteur.pause('bulk')", true),
        ("insert into facteur.parked_domain (family, until, reason) values ('b.test', now(), '421')", false),
        ("insert into facteur.parked_domain (family, until, reason) values ('c.test', now(), '421')", true),
    ]

    /// A worker with the rights of its role alone.
    private static func asWorker(_ fixture: OutboxFixture) throws -> PostgresOutbox {
        try fixture.database.psql("create user \(fixture.database.name)_vitals in role facteur_worker password 'p'")
        var settings = fixture.database.settings
        let own = fixture.database.url.split(separator: "@")
        settings.url = "postgresql://\(fixture.database.name)_vitals@\(own[1])"
        settings.password = DatabaseSettings.Password("p")
        return PostgresOutbox(settings)
    }

    /// One message to b.test that has been due for an hour, and a due one of five minutes in the bulk lane.
    private func queued() async throws -> OutboxFixture {
        let fixture = try await OutboxFixture.make()
        try await fixture.sql.execute(
            """
            insert into facteur.ready (id, lane, due_at, first_due_at, kind, family) values
                (gen_random_uuid(), 'transactional', now() - interval '1 hour', now(), 'account-updated', 'b.test'),
                (gen_random_uuid(), 'transactional', now() - interval '1 minute', now(), 'password-reset', 'd.test'),
                (gen_random_uuid(), 'bulk', now() - interval '5 minutes', now(), 'newsletter', 'd.test')
            """, [])
        return fixture
    }

    @Test(
        "The age of the queue is that of the oldest message that neither a park nor a pause holds back",
        arguments: holds)
    func age(statement: String, isCounted: Bool) async throws {
        let fixture = try await queued()
        try fixture.database.psql(statement + ";")
        let vitals = try await fixture.worker().vitals()
        if statement.contains("transactional") {
            #expect(vitals.oldest[.transactional] == nil)
        } else {
            let age = try #require(vitals.oldest[.transactional])
            #expect((age > .seconds(3500)) == isCounted)
            #expect(age > .seconds(50))
        }
        if !statement.contains("bulk") {
            let age = try #require(vitals.oldest[.bulk])
            #expect(age > .seconds(290) && age < .seconds(3000))
        }
        // A queue longer than the limit is looked at by age; this one has three messages, at most two in a lane.
        let depths = "select string_agg(d::text, ' ' order by d.lane) from facteur.depths($1::integer) d"
        let byAge = try await fixture.value(depths, [Value(2)])
        #expect(try await fixture.value(depths, [Value(4)]) == byAge)
    }

    @Test("Nothing that waits has no age; living workers, pauses by whom, parks and suppressions are counted")
    func counts() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let before = try await worker.vitals()
        #expect(before.oldest.isEmpty)
        #expect(before.workers == 1)
        #expect(before.longestPark == nil)
        #expect(before.pauses.isEmpty)
        #expect(before.suppressedLately == 0)
        try fixture.database.psql(
            """
            insert into facteur.worker (epoch, host, pid, version, heartbeat_at)
                values (gen_random_uuid(), 'dead', 1, '0', now() - interval '5 minutes');
            select facteur.pause('bulk'), facteur.pause('password-reset');
            insert into facteur.pause (name, scope, reason) values (gen_random_uuid(), 'newsletter', 'too many');
            insert into facteur.parked_domain (family, until, since, reason)
                values ('b.test', now(), now() - interval '3 hours', '421'), ('c.test', now(), now(), '421');
            insert into facteur.suppression (address, scope, reason, source, since, confirmed_at) values
                ('a@b.test', 'all', '550', 'worker', now(), now()), ('c@b.test', 'all', '550', 'worker', now(), now() - interval '1 day'),
                ('d@b.test', 'all', 'asked', 'x', now(), null);
            """)
        let after = try await worker.vitals()
        #expect(after.workers == 1)
        #expect(after.suppressedLately == 1)
        let park = try #require(after.longestPark)
        #expect(park > .seconds(10_700) && park < .seconds(11_000))
        #expect(
            Set(after.pauses) == [
                .init(scope: .lane, isByItself: false, count: 1), .init(scope: .kind, isByItself: false, count: 1),
                .init(scope: .newsletter, isByItself: true, count: 1),
            ])
    }

    @Test("A session with an old snapshot, and one that has written and has none, are named with their program")
    func snapshot() async throws {
        let fixture = try await OutboxFixture.make()
        // Of others' sessions an ordinary role sees less than a superuser.
        let worker = try Self.asWorker(fixture)
        for begin in [
            "begin isolation level repeatable read; select count(*) from facteur.message",
            "begin; create table public.written (); select 1",
        ] {
            let session = DatabaseSession(settings: fixture.database.settings)
            for statement in begin.split(separator: ";") { try await session.execute(String(statement), []) }
            let pid = try await session.rows("select pg_backend_pid() as pid", []) { row throws(OutboxError) in
                try row.string("pid")
            }
            // Whoever works elsewhere on the cluster has no snapshot of this database's.
            let holder = try #require(try await worker.vitals().snapshotHolder)
            #expect(holder.pid == pid.first)
            #expect(holder.kind == "session")
            #expect(!holder.name.isEmpty)
            #expect(try await worker.vitals().snapshotHolder == holder)
            try await session.execute("rollback", [])
            await session.close()
            #expect(try await worker.vitals().snapshotHolder?.pid != pid.first)
        }
    }

    @Test("The worker's role may ask all of it, and reads no address by that right")
    func rights() async throws {
        let fixture = try await queued()
        let vitals = try await Self.asWorker(fixture).vitals()
        #expect(vitals.oldest.count == 2)
        for column in ["address from facteur.suppression", "id from facteur.ready", "host from facteur.worker"] {
            let line = await refusal {
                try fixture.database.psql("set role facteur_worker; select \(column);")
            }
            #expect(line?.contains("permission denied") == true, "\(column)")
        }
    }
}
