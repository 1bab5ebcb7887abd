import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The queue around a parked domain", .timeLimit(.minutes(3)))
struct ParkedQueueTests {
    /// Ready rows of the bulk lane, all due, without the messages that they stand for.
    private func fill(_ fixture: OutboxFixture, _ count: Int, family: String) async throws {
        try await fixture.sql.execute(
            """
            insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
            select gen_random_uuid(), 'bulk', now() - interval '1 hour', now() - interval '1 hour', 'newsletter', $1
            from generate_series(1, $2::integer)
            """, [Value(family), Value(count)])
    }

    @Test("Mail for others is found behind a parked head of the queue")
    func behind() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        try await fill(fixture, 5000, family: "orange")
        try await fixture.subscribe((0..<30).map { "a\($0)@free.fr" })
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        var found = 0
        for _ in 0..<3 { found += try await worker.claim(.bulk, limit: 10).count }
        #expect(found == 30)
        #expect(try await worker.claim(.bulk, limit: 10).isEmpty)
    }

    @Test("The rows of a parked domain do not keep a newsletter from being made")
    func expansion() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@orange.fr", worker)
        try await fill(fixture, 20_000, family: "orange")
        try await fixture.subscribe(["a@free.fr"])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 10).map(\.recipient) == ["a@free.fr"])
        // Those of others do.
        try await fill(fixture, 20_000, family: "free")
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("select count(*) from facteur.newsletter where expanded_at is null") == "1")
    }

    @Test("A newsletter's mail to a parked provider is made when the park has ended, the probe first")
    func laterMade() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.park("a@orange.fr", worker)
        try await fixture.subscribe(["a@free.fr", "b@wanadoo.fr", "d@orange.fr", "c@neuf.fr"])
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let messages = "select count(*) from facteur.message where newsletter = $1::uuid"
        #expect(try await fixture.value(messages, [Value(issue)]) == "2")
        #expect(try await outbox.status().isWhole)
        #expect(try await worker.claim(.bulk, limit: 10).count == 2)
        try await fixture.endRest()
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 10).map(\.recipient) == ["b@wanadoo.fr"])
        #expect(try await fixture.value(messages, [Value(issue)]) == "3")
    }

    @Test("A newsletter's mail to a parked domain of nobody known waits aside, and goes out when the park has ended")
    func aside() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.park("a@client.test", worker)
        try await fixture.subscribe(["a@free.fr", "b@client.test"])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "1")
        #expect(try await worker.claim(.bulk, limit: 10).map(\.recipient) == ["a@free.fr"])
        try await fixture.endRest()
        try await fixture.sql.execute("update facteur.scheduled set due_at = now()")
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 10).map(\.recipient) == ["b@client.test"])
    }

    @Test("Either lane's message may be the probe, and one alone")
    func lanes() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(["b@wanadoo.fr"])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        try await fixture.park("a@orange.fr", worker)
        try await fixture.enqueue("c@orange.fr")
        try await fixture.endRest()
        #expect(try await worker.claim(.bulk, limit: 10).count == 1)
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
    }

    @Test("A survey counts by lane what is due and what is in doubt")
    func survey() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for name in ["a", "b", "c"] { try await fixture.enqueue("\(name)@b.test") }
        let claims = try await worker.claim(.transactional, limit: 2)
        _ = try await worker.settle([Settlement(claims[0], .inDoubt, code: nil), Settlement(claims[1], .sent)])
        try await fill(fixture, 3, family: "free")
        let survey = try await worker.survey()
        #expect(survey.waiting == [.transactional: 1, .bulk: 3])
        #expect(survey.inDoubt == [.transactional: 1, .bulk: 0])
    }

    @Test("An operator sees which domains are parked, why, and how many messages wait for each")
    func status() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.park("a@orange.fr", worker)
        let waiting = try await fixture.enqueue("b@orange.fr")
        try await fixture.enqueue("c@orange.fr", ", send_at => now() + interval '1 hour'")
        let other = try await fixture.enqueue("d@free.fr")
        let parked = try #require(try await outbox.status().parked.first)
        #expect(parked.family == "orange" && parked.consecutiveParks == 1 && parked.waiting == 2)
        #expect(parked.reason == "421 4.7.28 Trop de connexions OFR004_104")
        let life = try #require(try await outbox.life(of: waiting)?.parked)
        #expect(life.family == "orange" && life.until == parked.until && life.reason == parked.reason)
        #expect(try await outbox.life(of: other)?.parked == nil)
    }

    @Test("Status tells how long the oldest message of a kind has been in doubt")
    func doubts() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        for name in ["a", "b"] { try await fixture.enqueue("\(name)@b.test") }
        let claims = try await worker.claim(.transactional, limit: 2)
        _ = try await worker.settle(claims.map { Settlement($0, .inDoubt, code: nil) })
        try await fixture.sql.execute(
            "update facteur.in_doubt set since = now() - interval '1 day' where id = $1::uuid",
            [Value(claims[0].lease.message)])
        let line = try #require(try await outbox.status().counts.first)
        #expect(line.inDoubt == 2)
        #expect(try #require(line.oldestInDoubtSeconds) >= 86_400)
        #expect(line.oldestSeconds == nil)
    }
}
