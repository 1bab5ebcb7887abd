import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Statistics in the database", .timeLimit(.minutes(2)))
struct RollupTests {
    private func rollup(
        _ number: Int64, _ flow: [(domain: String, outcome: String, count: Int)], relay: String = "r:587"
    ) -> Rollup {
        var rollup = Rollup(number: number)
        for entry in flow {
            let key = Rollup.Flow(
                lane: .bulk, kind: "newsletter", domain: entry.domain, relay: relay, outcome: entry.outcome)
            rollup.flow[key] = entry.count
        }
        return rollup
    }

    private func sums(_ fixture: OutboxFixture, _ span: String) async throws -> String? {
        try await fixture.value(
            """
            select string_agg(concat_ws(' ', provider, outcome, count), ', ' order by provider, outcome) from (
                select provider, outcome, sum(count) as count from facteur.flow_rollup where span = '\(span)' group by 1, 2) t
            """)
    }

    @Test("Several workers add up, in every span, and a batch that is stored twice counts once")
    func addUp() async throws {
        let fixture = try await OutboxFixture.make()
        let (one, other) = (try await fixture.worker(), try await fixture.worker())
        let batch = rollup(1, [("wanadoo.fr", "sent", 3), ("orange.fr", "deferred", 2)])
        for _ in 1...2 { try await one.store(batch) }
        try await other.store(batch)
        try await one.store(rollup(2, [("orange.fr", "sent", 10)]))
        // An old one that comes late has been stored long ago.
        try await one.store(batch)
        for span in ["minute", "slice", "hour"] {
            #expect(try await sums(fixture, span) == "orange deferred 4, orange sent 16", "\(span)")
        }
    }

    @Test("Workers that store at the same time wait for each other, and neither fails")
    func together() async throws {
        let fixture = try await OutboxFixture.make()
        let domains = (1...60).map { "d\($0).test" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 1...4 {
                group.addTask {
                    let outbox = try await fixture.worker()
                    for number in 1...10 {
                        let order = worker.isMultiple(of: 2) ? domains : domains.reversed()
                        try await outbox.store(rollup(Int64(number), order.map { ($0, "failed", 1) }))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(
            try await fixture.value("select sum(count) from facteur.flow_rollup where span = 'hour'")
                == String(4 * 10 * 60))
    }

    @Test("A domain of nobody's known has a name while it gives trouble, and only twenty have at a time")
    func domains() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let many = (10...60).map { (domain: "d\($0).test", outcome: "deferred", count: $0) }
        try await worker.store(rollup(1, many + [("quiet.test", "sent", 5), ("GMAIL.com", "sent", 7)]))
        let names = try await fixture.value(
            "select count(distinct provider) from facteur.flow_rollup where span = 'hour' and outcome = 'deferred'")
        #expect(names == "21")
        #expect(
            try await fixture.value(
                "select min(count) from facteur.flow_rollup where provider like 'd%' and span = 'hour'")
                == "41")
        #expect(
            try await fixture.value(
                "select string_agg(provider || count, ',' order by provider) from facteur.flow_rollup where span = 'hour' and outcome = 'sent'"
            ) == "5,google7")
    }

    @Test("A slice is as long as the plots take it to be")
    func slices() async throws {
        let fixture = try await OutboxFixture.make()
        let seconds = Overview.slice.components.seconds
        #expect(
            try await fixture.value(
                "select extract(epoch from length)::bigint from facteur.rollup_spans() where span = 'slice'")
                == String(seconds))
    }

    @Test("Minutes go after two days, hours after ninety, and what is younger stays")
    func retention() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.sql.execute(
            """
            insert into facteur.flow_rollup
                select s, now() - make_interval(hours => h), 'bulk', 'k', '', '', 'sent', 1
                from unnest(array['minute', 'slice', 'hour']) s, unnest(array[47, 49, 2159, 2161]) h
            """)
        try await worker.sampleQueue()
        #expect(
            try await fixture.value(
                "select string_agg(span || n, ' ' order by span) from (select span, count(*) n from facteur.flow_rollup group by 1) t"
            ) == "hour3 minute1 slice1")
    }

    @Test("The queue is noted once a while, by one worker for all: what waits, since when, what is to be tried again")
    func samples() async throws {
        let fixture = try await OutboxFixture.make()
        let (one, other) = (try await fixture.worker(), try await fixture.worker())
        for _ in 1...3 { try await fixture.enqueue() }
        try await fixture.sql.execute("update facteur.ready set due_at = due_at - interval '90 s'")
        let claimed = try await one.claim(.transactional, limit: 1)
        _ = try await one.settle(claimed.map { Settlement($0, .deferred(delay: .seconds(60))) })
        try await one.sampleQueue()
        try await fixture.enqueue()
        try await other.sampleQueue()
        let overview = try await OverviewReader(fixture.database.settings).overview()
        let sample = try #require(overview.queue.last { $0.lane == .transactional })
        #expect(overview.queue.count == 2)
        #expect(sample.waiting == 2)
        #expect(sample.retrying == 1)
        #expect(sample.oldest.map { $0 >= .seconds(90) && $0 < .seconds(400) } == true)
    }
}
