import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A report that comes back", .timeLimit(.minutes(2)))
struct ReportTests {
    private let fixture: OutboxFixture
    private let worker: PostgresOutbox
    private let store: PostgresReports

    init() async throws {
        fixture = try await OutboxFixture.make()
        worker = try await fixture.worker()
        store = PostgresReports(fixture.database.settings)
    }

    private func bounce(of messages: MessageID..., event: Report.Event = .bounced) -> Report {
        var report = Report(event)
        report.recipient = "wer@anders.test"
        (report.code, report.enhanced, report.text) = (550, "5.1.1", "User unknown\0")
        for id in messages { report.references.add(id, .messageID) }
        return report
    }

    /// A password reset that the relay has taken.
    private func sent(_ recipient: String = "client@exemple.test") async throws -> MessageID {
        let id = try await fixture.enqueue(recipient)
        _ = try await worker.settle(
            try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        return id
    }

    private func take(
        _ report: Report, _ key: String = "a", suppress: Bool = false
    ) async throws -> ReportEffect {
        try await store.take(report, source: "mail", key: key, suppress: suppress)
    }

    @Test("A bounce ends a message that was sent, at the moment of the bounce, and is kept beside what was sent")
    func bounce() async throws {
        let id = try await sent()
        try await fixture.sql.execute("update facteur.ended set at = at - interval '3 hours'")
        let effect = try await take(bounce(of: id))
        #expect(effect.kind == .bounced)
        #expect(try await fixture.value("select at > now() - interval '1 minute' from facteur.ended") == "true")
        #expect(effect.message == id)
        #expect(effect.messageKind == "password-reset")
        #expect(effect.recipient == "client@exemple.test")
        #expect(try await fixture.state(id) == "bounced")
        let stored = try await fixture.value("select code || ' ' || enhanced || ' ' || reply from facteur.report")
        #expect(stored == "550 5.1.1 User unknown")
        #expect(try await fixture.value("select count(*) from facteur.suppression") == "0")
    }

    @Test("A dead mailbox is the one that we wrote to, whatever the report says; it may live again later")
    func dead() async throws {
        let id = try await sent()
        _ = try await take(bounce(of: id), suppress: true)
        let row = try await fixture.value(
            "select address || ' ' || scope || ' ' || source || ' ' || (confirmed_at is not null) from facteur.suppression"
        )
        #expect(row == "client@exemple.test all mail true")
    }

    @Test("The same report again changes nothing, and another of the same message no more than that")
    func again() async throws {
        let id = try await sent()
        #expect(try await take(bounce(of: id)).kind == .bounced)
        #expect(try await take(bounce(of: id)).kind == .known)
        #expect(try await take(bounce(of: id), "b").kind == .noted)
        #expect(try await fixture.value("select count(*) from facteur.report") == "2")
    }

    @Test("Of several identities the surest that we know counts; of none of ours nothing is done")
    func references() async throws {
        let id = try await sent()
        let stranger = MessageID(high: 1, low: 2)
        #expect(try await take(bounce(of: stranger, id)).message == id)
        let effect = try await take(bounce(of: stranger), "b", suppress: true)
        #expect(effect.kind == .unknown)
        #expect(effect.recipient == nil)
    }

    @Test(
        "A delay, an arrival and an absence note are kept, and change nothing",
        arguments: [Report.Event.delayed, .delivered, .replied])
    func notes(event: Report.Event) async throws {
        let id = try await sent()
        #expect(try await take(bounce(of: id, event: event), suppress: false).kind == .noted)
        #expect(try await fixture.state(id) == "sent")
        #expect(try await fixture.value("select event from facteur.report") == event.rawValue)
    }

    @Test("A complaint ends the subscription and all marketing, never a reset; a person's own word stays for ever")
    func complaint() async throws {
        try await fixture.subscribe(["client@exemple.test"])
        let issue = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 10)
        _ = try await worker.settle(claims.map { Settlement($0, .sent) })
        let id = try #require(claims.first?.lease.message)
        let effect = try await take(bounce(of: id, event: .complained))
        #expect(effect.kind == .complained)
        #expect(effect.newsletter == issue)
        #expect(try await fixture.value("select status from facteur.subscription") == "unsubscribed")
        #expect(
            try await fixture.value("select scope || coalesce(confirmed_at::text, '') from facteur.suppression")
                == "marketing")
        #expect(try await fixture.state(id) == "sent")
        try await fixture.enqueue("client@exemple.test")
        #expect(try await worker.claim(.transactional, limit: 1).first?.status == .due)
        let ledger = try #require(
            try await OutboxAdministration(fixture.database.settings).newsletters(id: issue, limit: 1).first)
        #expect(ledger.complained == 1)
        #expect(ledger.sent == 1)
        #expect(ledger.addsUp)
    }

    @Test(
        "With a reader's key alone, a complaint and a mail that asks for it end the subscription",
        arguments: [Report.Event.complained, .unsubscribed])
    func token(event: Report.Event) async throws {
        try await fixture.subscribe(["client@exemple.test"])
        var report = Report(event)
        report.references.token = try await fixture.value("select token from facteur.subscription")
        let effect = try await take(report)
        #expect(effect.kind.rawValue == event.rawValue)
        #expect(effect.recipient == "client@exemple.test")
        #expect(try await fixture.value("select status from facteur.subscription") == "unsubscribed")
        report.references.token = String(repeating: "x", count: 43)
        #expect(try await take(report, "b").kind == .unknown)
    }

    @Test("Who reads what strangers write may hand in reports, and do nothing else")
    func role() async throws {
        func attempt(_ statement: String) async -> String? {
            await refusal { try fixture.database.psql("begin; set local role facteur_bounce; \(statement); rollback;") }
        }
        #expect(await attempt("select facteur.take_report('mail', 'x', '{\"event\": \"bounced\"}')") == nil)
        for table in RoleTests.tables + ["report"] {
            #expect(await attempt("select * from facteur.\(table)")?.contains("permission denied") == true, "\(table)")
        }
        for call in [
            "facteur.suppress('a@b.test', 'all', '')", "facteur.end_messages('{}', 'sent')",
            "facteur.unsubscribe_by_token('x')",
        ] {
            #expect(await attempt("select \(call)")?.contains("permission denied") == true, "\(call)")
        }
    }
}
