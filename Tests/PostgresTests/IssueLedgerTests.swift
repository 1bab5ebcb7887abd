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
            var ledger = try await fixture.ledger(issue)
            #expect(ledger.addsUp, "\(ledger)")
            #expect(ledger.subscribers == 12)
            // How long the test takes is nobody's business.
            ledger.perSecond = 0
            return ledger
        }
        #expect(try await look().state == .planned)
        _ = try await fixture.value("facteur.expand_issues(5, 5)")
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
        var ledger = try await look()
        #expect(ledger.sent == 2 && ledger.failed == 3 && ledger.suppressed == 1 && ledger.inDoubt == 2)
        #expect(ledger.waiting == 4)
        // The same again changes nothing.
        _ = try await worker.settle(settlements)
        #expect(try await look() == ledger)
        // People decide.
        try await operators.resolve(claims[3].lease.message, as: .sent)
        try await operators.resolve(claims[8].lease.message, as: .resend)
        try await operators.retry(claims[9].lease.message)
        ledger = try await look()
        #expect(ledger.sent == 3 && ledger.failed == 2 && ledger.inDoubt == 0 && ledger.waiting == 6)
        // Old rows are added up, and old messages deleted.
        try await fixture.sql.execute("update facteur.issue_outcome set at = at - interval '1 hour'")
        try await fixture.sql.execute("update facteur.ended set at = at - interval '90 days'")
        _ = try await worker.tidy()
        #expect(try await fixture.value("select count(*) from facteur.issue_outcome where outcome = 'sent'") == "1")
        #expect(try await look() == ledger)
    }

    @Test("A cancelled issue withdraws what waits, and what a worker holds is told so")
    func cancelled() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, operators) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe((1...9).map { "a\($0)@b.test" })
        let issue = try await fixture.createNewsletter()
        _ = try await fixture.value("facteur.expand_issues(6, 6)")
        let claims = try await worker.claim(.bulk, limit: 2)
        try await operators.cancelNewsletter(issue)
        var ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .cancelled && ledger.addsUp && ledger.cancelled == 7 && ledger.waiting == 2)
        let standings = try await worker.status(of: claims.map(\.lease), in: .bulk)
        #expect(standings.count == 2 && standings.values.allSatisfy { $0 == .cancelled })
        _ = try await worker.settle(claims.map { Settlement($0, .cancelled) })
        try await fixture.promoteAll(worker)
        ledger = try await fixture.ledger(issue)
        #expect(ledger.addsUp && ledger.cancelled == 9 && ledger.waiting == 0)
        let again = await refusal { try await operators.cancelNewsletter(issue) }
        #expect(again == "the newsletter is cancelled: nothing more of it goes out")
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
        #expect(claims.first?.status == .due && claims.first?.issue?.id == issue)
        #expect(claims.first?.issue?.unsubscribeToken == "essai")
        _ = try await worker.settle(claims.map { Settlement($0, .sent) })
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.subscribers == 1 && ledger.waiting == 1 && ledger.sent == 0)
        let unknown = await refusal {
            _ = try await operators.test(MessageID(high: 0, low: 1), to: "redaction@b.test", locale: "fr")
        }
        #expect(unknown == "the newsletter is unknown")
    }
}
