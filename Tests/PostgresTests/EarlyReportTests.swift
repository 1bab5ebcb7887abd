import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A report that comes before its message's outcome is stored", .timeLimit(.minutes(2)))
struct EarlyReportTests {
    private static let told: [Report.Event] = [.bounced, .delayed, .delivered, .complained, .replied]

    private let fixture: ReportFixture

    init() async throws { fixture = try await ReportFixture.make() }

    /// What keeps a report from being taken in; nil where nothing does.
    private func obstacle(_ event: Report.Event, _ message: MessageID) async throws -> OutboxError? {
        do throws(OutboxError) {
            var report = Report(event)
            report.references.add(message, .verp)
            _ = try await fixture.store.take(report, source: "mail", key: "\(event) \(message)", suppress: true)
            return nil
        } catch {
            return error
        }
    }

    @Test("It is not taken in while a worker has the message, and nothing of it is stored", arguments: told)
    func held(event: Report.Event) async throws {
        let id = try await fixture.outbox.enqueue()
        let claims = try await fixture.worker.claim(.transactional, limit: 1)
        guard case .locked = try await obstacle(event, id) else {
            Issue.record("\(event) was not kept back")
            return
        }
        #expect(try await fixture.outbox.value("select count(*) from facteur.report") == "0")
        #expect(try await fixture.outbox.value("select count(*) from facteur.suppression") == "0")
        #expect(try await fixture.worker.settle(claims.map { Settlement($0, .sent) }).isEmpty)
        // It comes again, and is as good as new.
        let effect = try await fixture.report(event, of: id, key: "\(event) \(id)")
        #expect(effect == [.bounced: .bounced, .complained: .complained][event] ?? .noted)
        #expect(try await fixture.outbox.state(id) == (event == .bounced ? "bounced" : "sent"))
    }

    @Test("A reader who leaves need not wait for that")
    func leaving() async throws {
        try await fixture.outbox.subscribe(["client@exemple.test"])
        _ = try await fixture.outbox.createNewsletter()
        try await fixture.outbox.promoteAll(fixture.worker)
        let claims = try await fixture.worker.claim(.bulk, limit: 1)
        let id = try #require(claims.first?.lease.message)
        #expect(try await fixture.report(.unsubscribed, of: id) == .unsubscribed)
    }

    @Test("What was in doubt has been taken by the relay: it ends as bounced or as sent", arguments: told)
    func inDoubt(event: Report.Event) async throws {
        let id = try await fixture.message(.inDoubt)
        let effect = try await fixture.report(event, of: id)
        #expect(effect == [.bounced: .bounced, .complained: .complained][event] ?? .sent)
        #expect(try await fixture.outbox.state(id) == (event == .bounced ? "bounced" : "sent"))
        #expect(try await fixture.outbox.value("select count(*) from facteur.in_doubt") == "0")
        #expect(try await fixture.outbox.value("select count(*) from facteur.message_secret") == "0")
        #expect(try await fixture.operators.status().isWhole)
    }

    @Test("What was in doubt and is to go again does not go again", arguments: told)
    func resend(event: Report.Event) async throws {
        let id = try await fixture.message(.resend(delay: .zero))
        try await fixture.report(event, of: id)
        #expect(try await fixture.outbox.state(id) == (event == .bounced ? "bounced" : "sent"))
        try await fixture.outbox.promoteAll(fixture.worker)
        #expect(try await fixture.worker.claim(.transactional, limit: 1).isEmpty)
    }

    @Test("What never went out is not sent because a report says so")
    func neverSent() async throws {
        let refused = try await fixture.message(.failed(suppress: false))
        #expect(try await fixture.report(.bounced, of: refused) == .noted)
        #expect(try await fixture.outbox.state(refused) == "failed")
        let waiting = try await fixture.outbox.enqueue()
        #expect(try await fixture.report(.delivered, of: waiting) == .noted)
        #expect(try await fixture.outbox.state(waiting) == "waiting")
    }

    @Test("A doubt of an issue that a report ends is counted with its outcome")
    func issue() async throws {
        try await fixture.outbox.subscribe(["a@exemple.test", "b@exemple.test"])
        let issue = try await fixture.outbox.createNewsletter()
        try await fixture.outbox.promoteAll(fixture.worker)
        let claims = try await fixture.worker.claim(.bulk, limit: 2)
        _ = try await fixture.worker.settle(claims.map { Settlement($0, .inDoubt) })
        for (claim, event) in zip(claims, [Report.Event.bounced, .delivered]) {
            try await fixture.report(event, of: claim.lease.message)
        }
        let ledger = try await fixture.outbox.ledger(issue)
        #expect(ledger.sent == 1 && ledger.bounced == 1 && ledger.inDoubt == 0 && ledger.addsUp)
    }

    @Test("What a worker takes at the very moment of a report is kept back too, never ended twice")
    func moved() async throws {
        let id = try await fixture.message(.resend(delay: .zero))
        try await fixture.outbox.promoteAll(fixture.worker)
        let rival = DatabaseSession(settings: fixture.outbox.database.settings)
        try await rival.execute("begin")
        try await rival.execute(
            "select facteur.claim('transactional', 1, $1::uuid, null, null)", [Value(fixture.worker.epoch)])
        async let obstacle = obstacle(.bounced, id)
        // The report waits for whoever holds the row.
        while try await fixture.outbox.value("select count(*) from pg_locks where not granted") == "0" {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await rival.execute("commit")
        guard case .locked = try await obstacle else {
            Issue.record("the report was taken in")
            return
        }
        #expect(try await fixture.outbox.state(id) == "sending")
    }
}
