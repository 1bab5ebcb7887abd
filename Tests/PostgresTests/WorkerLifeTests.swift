import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A worker's life", .timeLimit(.minutes(2)))
struct WorkerLifeTests {
    @Test("What a dead worker held goes back with its attempt unchanged; what a living one holds does not")
    func reaping() async throws {
        let fixture = try await OutboxFixture.make()
        let (dead, living) = (try await fixture.worker(), try await fixture.worker())
        let ids = [try await fixture.enqueue(), try await fixture.enqueue()]
        _ = try await dead.claim(.transactional, limit: 1)
        _ = try await living.claim(.transactional, limit: 1)
        try await fixture.kill(dead)
        try await fixture.steady(living)
        try await living.releaseDeadWorkers()
        #expect(try await fixture.state(ids[0]) == "waiting")
        #expect(try await fixture.state(ids[1]) == "sending")
        #expect(try await fixture.value("select count(*) from facteur.worker") == "1")
        let again = try #require(try await living.claim(.transactional, limit: 1).first)
        #expect(again.lease.message == ids[0])
        #expect(again.attempt == 1)
    }

    @Test("A restart on the same state directory takes back the previous epoch's leases at once")
    func previousEpoch() async throws {
        let fixture = try await OutboxFixture.make()
        let killed = try await fixture.worker()
        let message = try await fixture.enqueue()
        _ = try await killed.claim(.transactional, limit: 1)
        let next = try await fixture.worker()
        #expect(try await next.leftovers(of: killed.epoch, begun: []).isEmpty)
        #expect(next.epoch != killed.epoch)
        #expect(try await next.claim(.transactional, limit: 1).map(\.lease.message) == [message])
        #expect(try await fixture.value("select count(*) from facteur.worker") == "1")
    }

    @Test("A retiring worker hands back what it holds")
    func retire() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        _ = try await worker.claim(.transactional, limit: 1)
        try await worker.retire()
        #expect(try await fixture.state(message) == "waiting")
        #expect(try await fixture.value("select count(*) from facteur.worker") == "0")
    }

    @Test("Leases whose claim was committed but never read are handed back; known ones stay")
    func strays() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let ids = [try await fixture.enqueue(), try await fixture.enqueue()]
        _ = try await worker.claim(.transactional, limit: 1)
        // The same epoch claims, as a connection does whose answer is lost.
        try await fixture.sql.execute(
            Statement.claim, ["transactional", 1, Value(worker.epoch), nil, nil])
        // Only what is older than the last heartbeat: a claim of now may be under way.
        try await worker.releaseStrays()
        #expect(try await fixture.state(ids[1]) == "sending")
        try await worker.heartbeat(wantsWakeUps: false)
        try await worker.releaseStrays()
        #expect(try await fixture.state(ids[0]) == "sending")
        #expect(try await fixture.state(ids[1]) == "waiting")
    }

    @Test("Future mail is promoted in its time, and the time to the next is told")
    func promotion() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        #expect(try await worker.promoteDue(.transactional) == nil)
        let message = try await fixture.enqueue("a@b.test", ", send_at => now() + interval '100 seconds'")
        let next = try #require(try await worker.promoteDue(.transactional))
        #expect(next > .seconds(10) && next <= .seconds(100))
        #expect(try await worker.claim(.transactional, limit: 1).isEmpty)
        try await fixture.sql.execute("update facteur.scheduled set due_at = now()")
        #expect(try await worker.promoteDue(.transactional) == nil)
        #expect(try await worker.claim(.transactional, limit: 1).map(\.lease.message) == [message])
    }

    @Test("Old messages go with their keys, in batches; partitions are made ahead and dropped behind")
    func tidy() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let old = try await fixture.enqueue("a@b.test", ", dedup_key => 'vieux'")
        let recent = try await fixture.enqueue("b@b.test", ", dedup_key => 'neuf'")
        let waiting = try await fixture.enqueue("c@b.test")
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 2).map { Settlement($0, .sent) })
        try await fixture.sql.execute(
            "update facteur.ended set at = now() - interval '31 days' where id = $1::uuid", [Value(old)])
        try await fixture.sql.execute(
            """
            create table facteur.delivery_20200101 partition of facteur.delivery
            for values from ('2020-01-01 00:00:00+00') to ('2020-01-02 00:00:00+00')
            """)
        try await fixture.sql.execute(
            """
            insert into facteur.delivery (at, message, token, attempt, outcome, reply, queued_ms, render_ms, connect_ms,
                dialogue_ms)
            values ('2020-01-01 12:00:00+00', gen_random_uuid(), 0, 1, 'sent', '', 0, 0, 0, 0),
                ('2019-01-01 12:00:00+00', gen_random_uuid(), 0, 1, 'sent', '', 0, 0, 0, 0)
            """)
        #expect(try await !worker.tidy())
        #expect(try await fixture.state(old) == nil)
        #expect(try await fixture.state(recent) == "sent")
        #expect(try await fixture.state(waiting) == "waiting")
        #expect(try await fixture.value("select string_agg(key, ' ') from facteur.dedup") == "neuf")
        #expect(try await fixture.value("to_regclass('facteur.delivery_20200101')") == nil)
        #expect(try await fixture.value("select count(*) from facteur.delivery_default") == "0")
        let ahead = "to_regclass('facteur.delivery_' || to_char((now() at time zone 'UTC')::date + 7, 'YYYYMMDD'))"
        #expect(try await fixture.value(ahead) != nil)
        #expect(try await fixture.value("select count(*) from facteur.delivery") == "2")
    }
}
