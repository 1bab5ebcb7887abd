import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Enqueueing", .timeLimit(.minutes(2)))
struct EnqueueTests {
    @Test("A message is committed and rolled back with the caller's transaction")
    func transaction() async throws {
        let fixture = try await OutboxFixture.make()
        let link = OutboxFixture.link
        let enqueue =
            "select facteur.enqueue('password-reset', 'a@b.test', '{\"link\": \"\(link)\"}', dedup_key => 'd');"
        try fixture.database.psql("begin; \(enqueue) rollback;")
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
        try fixture.database.psql("begin; \(enqueue) commit;")
        #expect(try await fixture.value("select count(*) from facteur.ready") == "1")
    }

    @Test("enqueue_many returns the ids in the order of its elements")
    func many() async throws {
        let fixture = try await OutboxFixture.make()
        let messages = (0..<50).map { index in
            #"{"kind": "account-updated", "recipient": "a\#(index)@b.test", "params": {"changes": ["a"]}, "dedup_key": "\#(index % 49)"}"#
        }
        let ids = try await fixture.sql.rows(
            "select facteur.enqueue_many($1::jsonb) as id", [Value("[\(messages.joined(separator: ","))]")]
        ) { row throws(OutboxError) in try row.message("id") }
        #expect(ids.count == 50)
        // The last element's key is the first one's.
        #expect(ids[49] == ids[0])
        for index in [0, 7, 48] {
            let recipient = try await fixture.value(
                "select recipient from facteur.message where id = $1::uuid", [Value(ids[index])])
            #expect(recipient == "a\(index)@b.test")
        }
    }

    @Test("A kind without parameters takes PHP's empty array, which is a list, and any way to write a locale")
    func emptyArray() async throws {
        let fixture = try await OutboxFixture.make()
        let plain = KindDefinition(
            name: "plain", lane: .transactional, parameters: [], retry: nil, expiresAfter: nil, inDoubt: .resend,
            locales: ["fr"])
        try await PostgresInstallation(fixture.database.settings).publish([plain])
        for call in [
            "enqueue('plain', 'a@b.test', '[]')", "enqueue('plain', 'a@b.test', ' [ ] ')",
            "enqueue('plain', 'a@b.test', '{}')",
            #"enqueue_many('[{"kind": "plain", "recipient": "a@b.test", "params": []}]')"#,
        ] {
            _ = try await fixture.value("select facteur.\(call)")
        }
        #expect(
            try await fixture.value("select string_agg(distinct parameters::text, ' ') from facteur.message") == "{}")
        _ = try await fixture.value("facteur.enqueue('plain', 'b@b.test', locale => 'fr_CA.UTF-8')")
        _ = try await fixture.value(
            #"facteur.enqueue_many('[{"kind": "plain", "recipient": "c@b.test", "locale": ""}]')"#)
        _ = try await fixture.value("facteur.subscribe('d@b.test', 'lettre', 'FR_ch')")
        let kept = try await fixture.value(
            """
            select string_agg(recipient || ' ' || locale, ', ' order by recipient) from (
                select recipient, locale from facteur.message union select email, locale from facteur.subscription) t
            """)
        #expect(kept == "a@b.test fr-FR, b@b.test fr-CA, c@b.test und, d@b.test fr-CH")
    }

    @Test("Concurrent duplicates all get the first one's id, and one message is sent")
    func deduplication() async throws {
        let fixture = try await OutboxFixture.make()
        let ids = try await withThrowingTaskGroup(of: MessageID.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let other = OutboxFixture(
                        database: fixture.database, sql: DatabaseSession(settings: fixture.database.settings))
                    return try await other.enqueue("a@b.test", ", dedup_key => 'commande-12'")
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "1")
        // The key is the kind's own.
        let other = try await fixture.value(
            "facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}', dedup_key => 'commande-12')")
        #expect(try ids.first != fixture.id(other))
    }

    @Test("Of three reset requests only the last waits")
    func supersede() async throws {
        let fixture = try await OutboxFixture.make()
        let first = try await fixture.enqueue("a@b.test", ", supersede_key => 'client-1'")
        let second = try await fixture.enqueue(
            "a@b.test", ", supersede_key => 'client-1', send_at => now() + interval '1 hour'")
        let other = try await fixture.enqueue("b@b.test", ", supersede_key => 'client-2'")
        let third = try await fixture.enqueue("a@b.test", ", supersede_key => 'client-1'")
        #expect(try await fixture.state(first) == "superseded")
        #expect(try await fixture.state(second) == "superseded")
        #expect(try await fixture.state(third) == "waiting")
        #expect(try await fixture.state(other) == "waiting")
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "2")
    }

    @Test("Of two concurrent reset requests, which cannot see each other, the later one is claimed as due")
    func supersedeConcurrently() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let other = DatabaseSession(settings: fixture.database.settings)
        try await other.execute("begin")
        _ = try await other.rows(
            "select facteur.enqueue('password-reset', 'a@b.test', $1::jsonb, supersede_key => 'k')",
            [Value(#"{"link": "https://x.test/1"}"#)]
        ) { _ in 0 }
        let newer = try await fixture.enqueue("a@b.test", ", supersede_key => 'k'")
        try await other.execute("commit")
        #expect(try await fixture.value("select count(*) from facteur.ready") == "2")
        let standings = try await worker.claim(.transactional, limit: 10).map { ($0.lease.message, $0.status) }
        #expect(standings.count == 2)
        #expect(standings.allSatisfy { $1 == ($0 == newer ? .due : .superseded) })
    }

    @Test("Mail for later waits apart; expiry comes from the kind unless given")
    func schedule() async throws {
        let fixture = try await OutboxFixture.make()
        let later = try await fixture.enqueue("a@b.test", ", send_at => now() + interval '1 day'")
        #expect(try await fixture.value("select count(*) from facteur.scheduled") == "1")
        #expect(try await fixture.state(later) == "waiting")
        let life = "select extract(epoch from expires_at - due_at)::integer from facteur.message where id = $1::uuid"
        #expect(try await fixture.value(life, [Value(later)]) == "172800")
        let short = try await fixture.enqueue("a@b.test", ", expires_at => now() + interval '1 hour'")
        let hour = try #require(try await fixture.value(life, [Value(short)]).flatMap { Int($0) })
        #expect((3590...3600).contains(hour))
    }

    @Test("Cancelled means never sent; too late means false")
    func cancel() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(message)]) == "true")
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(message)]) == "false")
        #expect(try await fixture.state(message) == "cancelled")
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "0")

        let late = try await fixture.enqueue()
        let claimed = try #require(try await worker.claim(.transactional, limit: 10).first)
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(late)]) == "false")
        _ = try await worker.settle([Settlement(claimed, .deferred(delay: .seconds(60)))])
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(late)]) == "true")
        #expect(try await fixture.value("facteur.cancel(gen_random_uuid())") == "false")
    }

    @Test("Ids grow with time, so that new rows land together")
    func identifiers() async throws {
        let fixture = try await OutboxFixture.make()
        var ids: [MessageID] = []
        for _ in 0..<5 {
            ids.append(try await fixture.enqueue())
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(ids == ids.sorted())
        #expect(ids.allSatisfy { Array($0.description)[14] == "7" })
    }

    @Test("NOTIFY is sent only when a living worker wants to be woken")
    func wake() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let enqueue = "select facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}');"
        func notified() throws -> Bool {
            try fixture.database.psql("listen facteur; \(enqueue)").contains("Asynchronous notification \"facteur\"")
        }
        try await worker.heartbeat(wantsWakeUps: false)
        #expect(try !notified())
        try await worker.heartbeat(wantsWakeUps: true)
        #expect(try notified())
        try await fixture.sql.execute("update facteur.worker set heartbeat_at = now() - interval '1 minute'")
        #expect(try !notified())
    }

    @Test("A wake-up reaches the worker that waits for it")
    func wakeUps() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await worker.heartbeat(wantsWakeUps: true)
        var wakeUps = worker.wakeUps().makeAsyncIterator()
        // The first one says that somebody listens now.
        await wakeUps.next()
        try await fixture.enqueue()
        await wakeUps.next()
    }

    @Test("A trial ring says that wake-ups come through")
    func trial() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        #expect(!worker.hearsWakeUps)
        try await worker.tryWakeUps()
        #expect(!worker.hearsWakeUps, "nobody listens yet")
        var wakeUps = worker.wakeUps().makeAsyncIterator()
        await wakeUps.next()
        try await worker.tryWakeUps()
        // Until the suite's limit.
        while !worker.hearsWakeUps { try await Task.sleep(for: .milliseconds(5)) }
    }
}
