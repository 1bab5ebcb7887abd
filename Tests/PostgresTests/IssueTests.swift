import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("An issue on its way", .timeLimit(.minutes(2)))
struct IssueTests {
    private let addresses = (1...40).map { "a\($0)@b.test" }

    @Test("Only the first messages go until they have been tried, some to each provider; then the rest follows")
    func canary() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.publish(canary: 10)
        try await fixture.subscribe(addresses + (1...40).map { "c\($0)@gmail.com" })
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let first = try await worker.claim(.bulk, limit: 50)
        #expect(first.count { $0.recipient.hasSuffix("@gmail.com") } == 5)
        #expect(first.count == 10)
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 50).isEmpty)
        _ = try await worker.settle(first.map { Settlement($0, .sent) })
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 100).count == 70)
        #expect(try await fixture.ledger(issue).state == .sending)
    }

    @Test("Too many refusals pause it with the reason; resumed by a person it goes on")
    func pausedByRefusals() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.publish(canary: 10, pauseAbove: 10)
        try await fixture.subscribe(addresses)
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let first = try await worker.claim(.bulk, limit: 50)
        _ = try await worker.settle(
            first.enumerated().map { index, claimed in
                index < 2 ? Settlement(claimed, .failed(suppress: false), code: 550) : Settlement(claimed, .sent)
            })
        try await fixture.promoteAll(worker)
        var ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .paused)
        #expect(
            ledger.reason == "2 of its first 10 messages were refused: look at the replies, then resume it")
        #expect(ledger.addsUp && ledger.failed == 2 && ledger.sent == 8 && ledger.waiting == 30)
        _ = try await fixture.value("facteur.resume($1)", [Value(issue.description)])
        try await fixture.promoteAll(worker)
        ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .sending && ledger.reason == nil)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "30")
    }

    @Test("A provider's mail is due one after the other at its pace, and holds up nobody else (P1)")
    func pace() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.publish(pace: ["orange": 60])
        try await fixture.subscribe(addresses + (1...90).map { "o\($0)@\($0 % 2 == 0 ? "orange.fr" : "wanadoo.fr")" })
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        // As much of it as goes in half a minute, a second apart; the rest is not made yet.
        let orange =
            "(select due_at from facteur.ready where family = 'orange' union all "
            + "select due_at from facteur.scheduled where family = 'orange') o"
        #expect(try await fixture.value("select count(*) from \(orange)") == "30")
        #expect(try await fixture.value("select max(due_at) - min(due_at) from \(orange)") == "00:00:29")
        #expect(try await fixture.value("select count(*) from facteur.ready where family = 'b.test'") == "40")
        // A second issue's mail comes behind, for the provider does not care whose it is.
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("select count(*) from \(orange)") == "30")
    }

    @Test("All together keep to a rate, whatever each provider would bear")
    func rate() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.publish(pace: ["all": 40, "google": 600])
        try await fixture.subscribe(addresses + (1...40).map { "c\($0)@gmail.com" })
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let due = "(select due_at from facteur.ready union all select due_at from facteur.scheduled) d"
        #expect(try await fixture.value("select count(*) from \(due)") == "20")
        #expect(try await fixture.value("select max(due_at) - min(due_at) from \(due)") == "00:00:28.5")
    }

    @Test("A new sender's first day has so many messages, and the next so many more (U12)")
    func warmUp() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let today = try await fixture.value("(now() at time zone 'UTC')::date")
        let warmUp = Installation.WarmUp(from: today ?? "", first: 10, growth: 50)
        try await fixture.publish(warmUp: warmUp)
        try await fixture.subscribe(addresses)
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "10")
        // The night passes.
        try await fixture.sql.execute("update facteur.installation set day = day - 1, warm_up_from = warm_up_from - 1")
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("select count(*) from facteur.ready") == "25")
    }

    @Test("Several issues take turns, chunk by chunk")
    func turns() async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.worker()
        try await fixture.publish()
        try await fixture.subscribe(addresses)
        let (first, second) = (try await fixture.createNewsletter(), try await fixture.createNewsletter())
        for _ in 1...4 { _ = try await fixture.value("facteur.expand_issues(100, 5)") }
        for issue in [first, second] {
            let made = "select count(*) from facteur.ready where newsletter = $1::uuid"
            #expect(try await fixture.value(made, [Value(issue)]) == "10")
        }
    }

    @Test("Whoever leaves while it is on its way gets nothing more, and is counted; so is who comes back")
    func leavers() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(addresses)
        let issue = try await fixture.createNewsletter()
        _ = try await fixture.value("facteur.expand_issues(10, 10)")
        // One whose message is made, one whose is not, one who comes back before the turn.
        for address in ["a1@b.test", "a39@b.test", "a40@b.test"] {
            _ = try await fixture.value("facteur.unsubscribe($1, 'nouveautes')", [Value(address)])
        }
        _ = try await fixture.value("facteur.subscribe('a40@b.test', 'nouveautes')")
        _ = try await fixture.value("facteur.subscribe('neuf@b.test', 'nouveautes')")
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 100)
        #expect(claims.count { $0.status == .due } == 37)
        _ = try await worker.settle(claims.map { Settlement($0, $0.status == .due ? .sent : .suppressed) })
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .sent && ledger.addsUp)
        #expect(ledger.subscribers == 40 && ledger.sent == 37 && ledger.suppressed == 3)
    }
}

extension OutboxFixture {
    /// Settings of an installation that holds nothing back but what a test asks for.
    func publish(
        canary: Int = 1000, pauseAbove: Int = 100, pace: [String: Int] = [:], warmUp: Installation.WarmUp? = nil
    ) async throws {
        try await PostgresInstallation(database.settings).publish(
            Installation(
                publicURL: "https://lettre.test", canary: canary, pauseAbove: pauseAbove, pace: pace, warmUp: warmUp))
    }

    func ledger(_ issue: MessageID) async throws -> NewsletterLedger {
        guard let ledger = try await OutboxAdministration(database.settings).newsletters(id: issue, limit: 1).first
        else {
            throw ProgramError(description: "no ledger of \(issue)")
        }
        return ledger
    }
}
