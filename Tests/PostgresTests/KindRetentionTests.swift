import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What is over, by kind", .timeLimit(.minutes(2)))
struct KindRetentionTests {
    private func worker(_ fixture: OutboxFixture, _ kindDays: [String: Int]) -> PostgresOutbox {
        PostgresOutbox(fixture.database.settings, retention: Retention(messageDays: 30, kindDays: kindDays))
    }

    /// Messages of a kind that ended so many days ago, each with an attempt and a report.
    private func add(_ kind: String, daysAgo: Int, count: Int = 1, to fixture: OutboxFixture) async throws {
        try await fixture.sql.execute(
            """
            with made as (
                insert into facteur.message (id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at)
                    select facteur.new_id(), $1, 'transactional', 'a@b.test', 'fr', '{}', false, at, at
                    from (
                        select now() - make_interval(days => $2::integer) - n * interval '1 microsecond' as at
                        from generate_series(1, $3::integer) n) t
                    returning id, kind, enqueued_at
            ), logged as (
                insert into facteur.delivery (message, token, attempt, outcome, reply, queued_ms, render_ms, connect_ms,
                        dialogue_ms, at)
                    select id, 1, 1, 'sent', '250', 0, 0, 0, 0, enqueued_at from made
            ), reported as (
                insert into facteur.report (source, key, event, message, reply, effect)
                    select 'mail', id::text, 'delivered', id, '', 'noted' from made
            )
            insert into facteur.ended (id, lane, outcome, at, kind) select id, 'transactional', 'sent', enqueued_at, kind from made
            """, [Value(kind), Value(daysAgo), Value(count)])
    }

    private func left(_ fixture: OutboxFixture) async throws -> String? {
        try await fixture.value(
            """
            select string_agg(kind || ' ' || days, ', ' order by kind, days) from (
                select kind, round(extract(epoch from now() - at) / 86400)::integer as days from facteur.ended) e
            """)
    }

    private func tidy(_ worker: PostgresOutbox) async throws {
        while try await worker.tidy() {}
    }

    @Test("Some kinds go sooner, some later, the rest when it always did; the named go with their attempts and reports")
    func kinds() async throws {
        let fixture = try await OutboxFixture.make()
        for kind in ["code", "order", "welcome"] {
            for days in [3, 8, 29, 31, 400] { try await add(kind, daysAgo: days, to: fixture) }
        }
        try await tidy(worker(fixture, ["code": 7, "order": 365]))
        #expect(
            try await left(fixture)
                == "code 3, order 3, order 8, order 29, order 31, welcome 3, welcome 8, welcome 29")
        #expect(try await fixture.value("select count(*) from facteur.message") == "8")
        // The default leaves the log, which goes by its own days.
        #expect(
            try await fixture.value("select count(*) from facteur.delivery where at > now() - interval '100 days'")
                == "9")
        #expect(
            try await fixture.value(
                "select count(*) from facteur.report r where not exists (select from facteur.message m where m.id = r.message)"
            )
                == "2")
    }

    @Test("Nothing is named: all goes as before, and no cursor is kept")
    func standard() async throws {
        let fixture = try await OutboxFixture.make()
        for days in [8, 31] { try await add("code", daysAgo: days, to: fixture) }
        try await tidy(worker(fixture, [:]))
        #expect(try await left(fixture) == "code 8")
        #expect(try await fixture.value("select count(*) from facteur.retention_cursor") == "0")
    }

    @Test("A rule that was changed, and changed back, misses nothing that ended meanwhile")
    func changed() async throws {
        let fixture = try await OutboxFixture.make()
        try await add("code", daysAgo: 8, to: fixture)
        try await tidy(worker(fixture, ["code": 7]))
        #expect(try await left(fixture) == nil)
        for days in [9, 40] { try await add("order", daysAgo: days, to: fixture) }
        try await add("code", daysAgo: 6, to: fixture)
        try await tidy(worker(fixture, ["code": 5, "order": 60]))
        #expect(try await left(fixture) == "order 9, order 40")
        try await tidy(worker(fixture, ["order": 20]))
        #expect(try await left(fixture) == "order 9")
        try await tidy(worker(fixture, ["code": 7]))
        #expect(try await left(fixture) == "order 9")
    }

    @Test("What is kept longer is looked at once, and not with every round")
    func cheap() async throws {
        let fixture = try await OutboxFixture.make()
        try await add("order", daysAgo: 40, count: 2_500, to: fixture)
        let worker = worker(fixture, ["order": 365])
        #expect(try await worker.tidy())
        #expect(try await worker.tidy())
        #expect(try await worker.tidy() == false)
        // Of 2,500 that stay none is asked about again.
        let looked = "facteur.sweep_ended(30, array['order'], false, 1000)"
        #expect(try await fixture.value(looked) == "0")
        #expect(try await fixture.value("select count(*) from facteur.ended") == "2500")
    }
}
