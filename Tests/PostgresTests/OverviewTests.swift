import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What the operator's page reads", .timeLimit(.minutes(2)))
struct OverviewTests {
    /// A reader with no more rights than a worker has.
    private func reader(_ fixture: OutboxFixture) throws -> OverviewReader {
        let user = "\(fixture.database.name)_page"
        try fixture.database.psql("create user \(user) in role facteur_worker password 'p'")
        var settings = fixture.database.settings
        settings.url = "postgresql://\(user)@\(fixture.database.url.split(separator: "@")[1])"
        settings.password = DatabaseSettings.Password("p")
        return OverviewReader(settings)
    }

    @Test("An empty database is an empty page with a clock")
    func empty() async throws {
        let fixture = try await OutboxFixture.make()
        let overview = try await reader(fixture).overview()
        #expect(overview == Overview(takenAt: overview.takenAt))
        #expect(overview.takenAt.seconds > 1_700_000_000)
    }

    @Test("Attempts, times, relays and providers of what a worker stored")
    func flow() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        var rollup = Rollup(number: 1)
        func flow(_ outcome: String, _ domain: String, relay: String = "a:587") -> Rollup.Flow {
            Rollup.Flow(lane: .transactional, kind: "password-reset", domain: domain, relay: relay, outcome: outcome)
        }
        rollup.flow = [
            flow("sent", "orange.fr"): 8, flow("deferred", "orange.fr"): 2, flow("postponed", "wanadoo.fr"): 1,
            flow("failed", "x.test", relay: "b:587"): 1, flow("superseded", "x.test", relay: ""): 4,
        ]
        rollup.latencies = [Rollup.Latency(lane: .transactional, bound: 500): 8]
        try await worker.store(rollup)
        try await worker.report([RelayOutage(relay: "b:587", lasted: .seconds(60), reason: "refused")])
        let overview = try await reader(fixture).overview()
        #expect(overview.flow.reduce(0) { $0 + $1.count } == 16)
        #expect(overview.flow.first { $0.end == .dropped }?.count == 4)
        #expect(overview.latencies.map(\.bound) == [500])
        #expect(overview.providers.map(\.name) == ["orange", "x.test"])
        #expect(overview.providers.first?.counts == [.sent: 8, .deferred: 3])
        #expect(overview.relays.map(\.name) == ["a:587", "b:587"])
        #expect(overview.relays.map { $0.downSince != nil } == [false, true])
        #expect(overview.relays.last?.reason == "refused")
        #expect(overview.workers.count == 1)
    }

    @Test("The last failures with their reasons, those that came back among them, the newest first")
    func failures() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let messages = [
            try await fixture.enqueue("a@x.test"), try await fixture.enqueue("b@x.test"),
            try await fixture.enqueue("c@x.test"),
        ]
        var rollup = Rollup(number: 1)
        rollup.failures = [
            Rollup.Failure(message: messages[0], outcome: "failed", code: 550, enhanced: "5.1.1", reply: "no\0body"),
            Rollup.Failure(message: messages[1], outcome: "expired", code: nil, enhanced: nil, reply: "too late"),
            // Forgotten meanwhile.
            Rollup.Failure(message: MessageID(high: 1, low: 1), outcome: "failed", code: nil, enhanced: nil, reply: ""),
        ]
        try await worker.store(rollup)
        try await fixture.sql.execute(
            """
            insert into facteur.report (source, key, event, message, reply, effect, code)
                values ('mail', 'k', 'bounced', $1::uuid, 'mailbox full', 'bounced', 552), ('mail', 'l', 'bounced', null, 'x', 'unknown', 550)
            """, [Value(messages[2])])
        let failures = try await reader(fixture).overview().failures
        #expect(failures.map(\.recipient) == ["c@x.test", "b@x.test", "a@x.test"])
        #expect(failures.map(\.outcome) == ["bounced", "expired", "failed"])
        #expect(failures.map(\.reply) == ["mailbox full", "too late", "nobody"])
        #expect(failures.map(\.code) == [552, nil, 550])
    }

    @Test("No more failures are kept than a page could show a few times over")
    func trimmed() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for number in 1...6 {
            var rollup = Rollup(number: Int64(number))
            rollup.failures = (0..<50).map { _ in
                Rollup.Failure(
                    message: MessageID(high: 1, low: 1), outcome: "failed", code: nil, enhanced: nil, reply: "")
            }
            try await worker.store(rollup)
        }
        #expect(try await fixture.value("select count(*) from facteur.recent_failure") == "200")
    }

    @Test("An issue under way has its ledger as it was last noted; a planned one has none; what is stopped is told")
    func issues() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe((1...5).map { "r\($0)@x.test" })
        let issue = try await fixture.createNewsletter()
        let planned = try await fixture.createNewsletter(", now() + interval '1 day'")
        try await fixture.promoteAll(worker)
        let claimed = try await worker.claim(.bulk, limit: 2)
        _ = try await worker.settle(claimed.map { Settlement($0, .sent) })
        try await worker.sampleQueue()
        _ = try await fixture.value("facteur.pause('password-reset')")
        let overview = try await reader(fixture).overview()
        #expect(overview.issues.map(\.id) == [planned, issue])
        #expect(overview.issues.map(\.state) == [.planned, .sending])
        #expect(overview.issues.map(\.subject) == ["Printemps", "Printemps"])
        #expect(overview.issues.first?.ledger == nil)
        let ledger = try #require(overview.issues.last?.ledger)
        #expect([ledger.subscribers, ledger.sent, ledger.waiting] == [5, 2, 3])
        #expect(overview.issues.last?.end.map { $0 > overview.takenAt } == true)
        #expect(overview.pauses.map(\.name) == ["password-reset"])
        #expect(overview.pauses.map(\.scope) == [.kind])
    }

    @Test("Reports are counted by what they say, for an hour and for a day")
    func reports() async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.sql.execute(
            """
            insert into facteur.report (source, key, event, reply, effect, at)
                select 'mail', h::text, 'complained', '', 'unknown', now() - make_interval(mins => h)
                from unnest(array[1, 59, 70, 1500]) h
            """)
        let reports = try await reader(fixture).overview().reports
        #expect(reports == [Overview.Reports(event: .complained, lastHour: 2, lastDay: 3)])
    }
}
