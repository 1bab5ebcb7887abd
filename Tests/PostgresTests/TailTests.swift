import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What a tail shows", .timeLimit(.minutes(2)))
struct TailTests {
    private let fixture: ReportFixture

    init() async throws { fixture = try await ReportFixture.make() }

    /// What is behind the cursor, once there is so much of it.
    private func lines(
        _ count: Int, after cursor: TailCursor = TailCursor(), kind: String? = nil, recipient: String? = nil
    ) async throws -> [TailLine] {
        while true {
            let lines = try await fixture.operators.tail(after: cursor, kind: kind, recipient: recipient)
            if lines.count >= count { return lines }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func words(_ lines: [TailLine]) -> [String] {
        lines.map { line in
            switch line.content {
            case .delivery(let delivery): "\(delivery.outcome) \(line.recipient ?? "-")"
            case .report(let report): "\(report.event) \(line.recipient ?? "-") by \(report.source)"
            }
        }
    }

    @Test("Attempts and what came back of them, behind the numbers of both, by kind and recipient")
    func both() async throws {
        #expect(try await fixture.operators.tailEnd() == TailCursor())
        let first = try await fixture.message(.sent, to: "a@b.test")
        let second = try await fixture.message(.sent, to: "b@b.test")
        try await fixture.report(.bounced, of: first)
        try await fixture.report(.complained, of: second)
        let all = try await lines(4)
        #expect(
            words(all) == ["sent a@b.test", "sent b@b.test", "bounced a@b.test by mail", "complained b@b.test by mail"])
        guard case .report(let bounce) = all[2].content else {
            Issue.record("no report")
            return
        }
        #expect(bounce.code == 550 && bounce.enhanced == "5.1.1" && bounce.reporter == "mx.exemple.test")
        #expect(all[2].message == first.description && all[2].kind == "password-reset")
        let end = try await fixture.operators.tailEnd()
        #expect(try await fixture.operators.tail(after: end).isEmpty)
        #expect(try await fixture.operators.tail(after: TailCursor(delivery: end.delivery)).count == 2)
        #expect(try await fixture.operators.tail(after: TailCursor(report: end.report)).count == 2)
        #expect(
            words(try await lines(2, recipient: "B@b.test")) == ["sent b@b.test", "complained b@b.test by mail"])
        #expect(try await fixture.operators.tail(after: TailCursor(), kind: "newsletter").isEmpty)
        #expect(try await lines(4, kind: "password-reset").count == 4)
    }

    @Test("A reader who leaves by mail is of the newsletter's; a report of nothing of ours is no news")
    func reader() async throws {
        try await fixture.outbox.subscribe(["lecteur@b.test"])
        var report = Report(.unsubscribed)
        report.references.token = try await fixture.outbox.value("select token from facteur.subscription")
        _ = try await fixture.store.take(report, source: "mail", key: "a", suppress: false)
        _ = try await fixture.store.take(Report(.bounced), source: "mail", key: "b", suppress: false)
        _ = try await fixture.message(.sent)
        #expect(words(try await lines(1, kind: "newsletter")) == ["unsubscribed lecteur@b.test by mail"])
        #expect(words(try await lines(1, recipient: "lecteur@b.test")).count == 1)
        #expect(try await lines(2).count == 2)
    }

    @Test("A report that took long to take in gets its number when it is done, behind those that were quicker")
    func late() async throws {
        let (issue, messages) = try await fixture.issue(sent: 2, waiting: 5)
        let rival = DatabaseSession(settings: fixture.outbox.database.settings)
        try await rival.execute("begin")
        try await rival.execute("select from facteur.newsletter where id = $1::uuid for update", [Value(issue)])
        async let slow = fixture.report(.bounced, of: messages[0])
        while try await fixture.outbox.value("select count(*) from pg_locks where not granted") == "0" {
            try await Task.sleep(for: .milliseconds(20))
        }
        let other = PostgresReports(fixture.outbox.database.settings)
        var quick = Report(.delayed)
        quick.references.add(messages[1], .messageID)
        _ = try await other.take(quick, source: "mail", key: "quick", suppress: false)
        let cursor = try await fixture.operators.tailEnd()
        try await rival.execute("commit")
        #expect(try await slow == .bounced)
        let rest = try await lines(1, after: cursor)
        #expect(words(rest).map { $0.prefix(7) } == ["bounced"])
    }
}
