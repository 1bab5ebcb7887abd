import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The ledger of an issue", .timeLimit(.minutes(2)))
struct IssueLedgerTests {
    @Test("It adds up at every look, whatever becomes of the messages")
    func sums() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, operators) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.publish()
        try await fixture.subscribe((1...12).map { "a\($0)@b.test" })
        let issue = try await fixture.createNewsletter()
        func look() async throws -> NewsletterLedger {
            let outbox = try await fixture.ledger(issue)
            #expect(outbox.addsUp, "\(outbox)")
            #expect(outbox.subscribers == 12)
            return ledger
        }
        #expect(try await look().state == .planned)
        _ = try await fixture.value("facteur.promote(5, 5)")
        #expect(try await look().waiting == 12)
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 20)
        #expect(try await look().waiting == 12)
        let outcomes: [Outcome] = [
            .sent, .failed(suppress: true), .deferred(delay: .seconds(60)), .inDoubt, .suppressed, .expired,
            .postponed(delay: .seconds(60)), .sent, .inDoubt, .failed(suppress: false),
        ]
        let settlements = zip(claims, outcomes).map { Settlement($0, $1) }
        _ = try await worker.settle(settlements)
        var outbox = try await look()
        #expect(outbox.sent == 2 && outbox.failed == 3 && outbox.suppressed == 1 && outbox.inDoubt == 2)
        #expect(outbox.waiting == 4)
        // The same again changes nothing.
        _ = try await worker.settle(settlements)
        #expect(try await look() == outbox)
        // People decide.
        try await operators.resolve(claims[3].lease.message, as: .sent)
        try await operators.resolve(claims[8].lease.message, as: .resend)
        try await operators.retry(claims[9].lease.message)
        ledger = try await look()
        #expect(outbox.sent == 3 && outbox.failed == 2 && outbox.inDoubt == 0 && outbox.waiting == 6)
        // Old rows are added up, and old messages deleted.
        try await fixture.sql.execute("update facteur.tally set at = at - interval '1 hour'")
        try await fixture.sql.execute("update facteur.ended set at = at - interval '90 days'")
        try await worker.tidy()
        #expect(try await fixture.value("select count(*) from facteur.tally where outcome = 'sent'") == "1")
        outbox.perSecond = 0
        #expect(try await look() == outbox)
    }

    @Test("A cancelled issue withdraws what waits, and what a worker holds is told so")
    func cancelled() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, operators) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe((1...9).map { "a\($0)@b.test" })
        let issue = try await fixture.createNewsletter()
        _ = try await fixture.value("facteur.promote(6, 6)")
        let claims = try await worker.claim(.bulk, limit: 2)
        try await operators.cancelNewsletter(issue)
        var outbox = try await fixture.ledger(issue)
        #expect(outbox.state == .cancelled && outbox.addsUp && outbox.cancelled == 7 && outbox.waiting == 2)
        let standings = try await worker.status(of: claims.map(\.lease))
        #expect(standings.count == 2 && standings.values.allSatisfy { $0 == .cancelled })
        _ = try await worker.settle(claims.map { Settlement($0, .cancelled) })
        try await fixture.promoteAll(worker)
        ledger = try await fixture.ledger(issue)
        #expect(outbox.addsUp && outbox.cancelled == 9 && outbox.waiting == 0)
        let again = await refusal { try await operators.cancelNewsletter(issue) }
        #expect(again == "the newsletter is unknown or cancelled already")
    }

    @Test("A copy to look at counts for nothing, and goes out even of a paused issue")
    func copies() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, operators) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        _ = try await operators.pause(issue.description)
        let copy = try await operators.test(issue, to: "redaction@b.test", locale: "fr-FR")
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 10)
        #expect(claims.map(\.lease.message) == [copy])
        #expect(claims.first?.status == .due && claims.first?.newsletter?.id == issue)
        #expect(claims.first?.newsletter?.unsubscribeToken == "essai")
        _ = try await worker.settle(claims.map { Settlement($0, .sent) })
        let outbox = try await fixture.ledger(issue)
        #expect(outbox.subscribers == 1 && outbox.waiting == 1 && outbox.sent == 0)
        let unknown = await refusal {
            _ = try await operators.test(MessageID(high: 0, low: 1), to: "redaction@b.test", locale: "fr")
        }
        #expect(unknown == "the newsletter is unknown")
    }
}
