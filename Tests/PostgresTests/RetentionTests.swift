import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What is over", .timeLimit(.minutes(2)))
struct RetentionTests {
    @Test("It is removed batch by batch, each told whether there is more")
    func batches() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.sql.execute(
            """
            insert into facteur.ended (id, lane, outcome, at, kind)
                select gen_random_uuid(), 'bulk', 'sent', now() - interval '40 days', 'newsletter'
                from generate_series(1, 2500)
            """)
        #expect(try await worker.tidy())
        #expect(try await worker.tidy())
        #expect(try await !worker.tidy())
        #expect(try await fixture.value("select count(*) from facteur.ended") == "0")
    }

    @Test("Who reads the log for long holds up the dropping of its partitions, and nothing else")
    func readers() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.sql.execute(
            """
            create table facteur.delivery_20200101 partition of facteur.delivery
            for values from ('2020-01-01 00:00:00+00') to ('2020-01-02 00:00:00+00')
            """)
        let old = try await fixture.enqueue()
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        try await fixture.sql.execute("update facteur.ended set at = now() - interval '31 days'")
        let reader = DatabaseSession(settings: fixture.database.settings)
        try await reader.execute("begin")
        try await reader.execute("lock table facteur.delivery in access share mode")
        #expect(try await !worker.tidy())
        #expect(try await fixture.state(old) == nil)
        #expect(try await fixture.value("to_regclass('facteur.delivery_20200101')") != nil)
        try await reader.execute("commit")
        #expect(try await !worker.tidy())
        #expect(try await fixture.value("to_regclass('facteur.delivery_20200101')") == nil)
    }

    @Test("What looks at an issue does not read all that is scheduled, however much that is")
    func looks() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.publish(canary: 10)
        try await fixture.subscribe((1...40).map { "a\($0)@b.test" })
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        try await fixture.sql.execute(
            """
            insert into facteur.scheduled (id, lane, due_at, first_due_at, kind, family)
                select gen_random_uuid(), 'transactional', now() + interval '1 day', now(), 'password-reset', 'b.test'
                from generate_series(1, 20000)
            """)
        try await fixture.sql.execute("analyze facteur.scheduled")
        // A session tells what it has read when it is asked to.
        let read = "select pg_stat_get_tuples_returned('facteur.scheduled'::regclass)"
        try await fixture.sql.execute("select pg_stat_force_next_flush()")
        let before = try #require(try await fixture.value(read).flatMap { Int($0) })
        for _ in 0..<5 {
            _ = try await fixture.value("facteur.expand_issues(5000, 1000)")
            try await fixture.sql.execute(Statement.newsletterLedgers, [Value(issue), 1])
        }
        try await fixture.sql.execute("select pg_stat_force_next_flush()")
        let after = try #require(try await fixture.value(read).flatMap { Int($0) })
        #expect(after - before < 1000)
    }
}
