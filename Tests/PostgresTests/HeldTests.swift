import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What staging holds back", .timeLimit(.minutes(2)))
struct HeldTests {
    private func held(_ fixture: OutboxFixture, by worker: PostgresOutbox, _ more: String = "") async throws
        -> MessageID
    {
        let message = try await fixture.enqueue("client@exemple.test", more)
        let claimed = try #require(
            try await worker.claim(.transactional, limit: 10).first { $0.lease.message == message })
        #expect(try await worker.settle([Settlement(claimed, .held, code: nil, enhanced: nil, reply: "held")]).isEmpty)
        return message
    }

    @Test("It waits under its own name, and goes on as if it had never been claimed")
    func released() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let operators = OutboxAdministration(fixture.database.settings)
        let message = try await held(fixture, by: worker)
        #expect(try await fixture.state(message) == "held")
        #expect(try await operators.life(of: message)?.nextAttemptAt == nil)
        let status = try await operators.status()
        #expect(status.counts.first?.held == 1 && status.isWhole)
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        #expect(try await operators.release([message, MessageID(high: 1, low: 1)]) == [message])
        #expect(try await operators.release([message]) == [])
        #expect(try await fixture.state(message) == "waiting")
        try await fixture.promoteAll(worker)
        let again = try #require(try await worker.claim(.transactional, limit: 10).first)
        #expect(again.attempt == 1 && again.sinceFirstDue < .seconds(60))
        #expect(try await worker.settle([Settlement(again, .sent)]).isEmpty)
        #expect(try await fixture.state(message) == "sent")
        #expect(
            try await fixture.value("select string_agg(outcome, ' ' order by number) from facteur.delivery")
                == "held sent")
    }

    @Test("All of it is released in one go, few or many")
    func releasedAll() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let operators = OutboxAdministration(fixture.database.settings)
        for _ in 0..<3 { _ = try await held(fixture, by: worker) }
        // More than one statement takes at a time.
        try await fixture.sql.execute(
            """
            insert into facteur.scheduled (id, lane, due_at, first_due_at, kind, family)
                select gen_random_uuid(), 'bulk', facteur.held_until(), now(), 'newsletter', 'b.test' from generate_series(1, 12000)
            """)
        #expect(try await operators.held() == 12_003)
        #expect(try await operators.releaseAll() == 12_003)
        #expect(try await operators.held() == 0)
        #expect(try await operators.releaseAll() == 0)
    }

    @Test("It is fenced: who lost the lease holds nothing back, and saying it twice is harmless")
    func fenced() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue()
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        let successor = try await fixture.successor(of: worker)
        let again = try #require(try await successor.claim(.transactional, limit: 1).first)
        let other = try await fixture.enqueue()
        let sent = try #require(try await successor.claim(.transactional, limit: 1).first)
        #expect(sent.lease.message == other)
        #expect(try await worker.settle([Settlement(claimed, .held)]) == [claimed.lease])
        #expect(try await fixture.state(message) == "sending")
        // One batch may have both kinds.
        let batch = [Settlement(again, .held), Settlement(sent, .sent)]
        #expect(try await successor.settle(batch).isEmpty)
        #expect(try await successor.settle(batch).isEmpty)
        #expect(try await fixture.state(message) == "held")
        #expect(try await fixture.state(other) == "sent")
        #expect(try await fixture.value("select count(*) from facteur.delivery where outcome = 'held'") == "1")
    }

    @Test("What takes a waiting message back takes it too: its producer, a newer one of its key, its issue's end")
    func takenBack() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let cancelled = try await held(fixture, by: worker)
        #expect(try await fixture.value("facteur.cancel('\(cancelled)')") == "true")
        #expect(try await fixture.state(cancelled) == "cancelled")
        let older = try await held(fixture, by: worker, ", supersede_key => 'k'")
        try await fixture.enqueue("client@exemple.test", ", supersede_key => 'k'")
        #expect(try await fixture.state(older) == "superseded")
        try await fixture.publish()
        try await fixture.subscribe(["a@b.test", "c@b.test"])
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        _ = try await worker.settle(try await worker.claim(.bulk, limit: 2).map { Settlement($0, .held) })
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.waiting == 2 && ledger.addsUp)
        _ = try await fixture.value("facteur.cancel_newsletter('\(issue)')")
        #expect(try await fixture.ledger(issue).cancelled == 2)
    }

    @Test("How a worker treats mail is told with its heartbeat, and after it was taken for dead")
    func told() async throws {
        let fixture = try await OutboxFixture.make()
        let rule = DeliveryRule(
            .redirect(to: try EmailAddress("recette@shop.test")),
            allowed: [try #require(AllowedRecipients(".test.example"))])
        let worker = PostgresOutbox(fixture.database.settings, delivery: rule)
        try await worker.enlist()
        let operators = OutboxAdministration(fixture.database.settings)
        #expect(try await operators.status().workers.first?.delivery == WorkerDelivery(rule))
        try await fixture.sql.execute("delete from facteur.worker")
        try await worker.heartbeat(wantsWakeUps: true)
        #expect(try await operators.status().workers.first?.delivery?.redirectTo == "recette@shop.test")
        // An older program says nothing.
        try await fixture.sql.execute("update facteur.worker set delivery = null")
        #expect(try await operators.status().workers.map(\.delivery) == [nil])
    }
}
