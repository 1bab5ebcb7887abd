import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("An issue of which much comes back", .timeLimit(.minutes(5)))
struct ReportedIssueTests {
    /// An issue that so many readers got, so many of them in vain or against their will.
    struct Case: Sendable, CustomTestStringConvertible {
        var sent: Int
        var bounced = 0
        var complained = 0
        var isPaused: Bool

        var testDescription: String { "\(bounced) bounces and \(complained) complaints of \(sent)" }
    }

    static let cases = [
        // 4.9, 5 and 5.1 percent.
        Case(sent: 1_000, bounced: 49, isPaused: false), Case(sent: 1_000, bounced: 50, isPaused: false),
        Case(sent: 1_000, bounced: 51, isPaused: true),
        // 0.29, 0.3 and 0.31 percent.
        Case(sent: 10_000, complained: 29, isPaused: false), Case(sent: 10_000, complained: 30, isPaused: false),
        Case(sent: 10_000, complained: 31, isPaused: true),
        Case(sent: 10_000, bounced: 49, complained: 30, isPaused: false),
        // Of a few readers nothing can be said.
        Case(sent: 99, bounced: 40, isPaused: false), Case(sent: 99, complained: 5, isPaused: false),
        Case(sent: 100, bounced: 6, isPaused: true), Case(sent: 100, complained: 1, isPaused: true),
    ]

    private let fixture: ReportFixture

    init() async throws { fixture = try await ReportFixture.make() }

    private func reason(_ issue: MessageID) async throws -> String? {
        try await fixture.outbox.value("select reason from facteur.pause where name = $1", [Value(issue.description)])
    }

    private func isPaused(_ issue: MessageID) async throws -> Bool {
        try await fixture.outbox.ledger(issue).state == .paused
    }

    @Test(
        "It is paused when more than one in twenty bounced, or more than three in a thousand call it spam",
        arguments: cases)
    func borders(of trial: Case) async throws {
        let (issue, messages) = try await fixture.issue(sent: 60, waiting: 5)
        try await fixture.send(issue, to: trial.sent - messages.count)
        for message in messages.prefix(trial.bounced) { try await fixture.report(.bounced, of: message) }
        for message in messages.suffix(trial.complained) { try await fixture.report(.complained, of: message) }
        #expect(try await isPaused(issue) == trial.isPaused)
        let ledger = try await fixture.outbox.ledger(issue)
        #expect(ledger.bounced == trial.bounced && ledger.complained == trial.complained)
        if trial.isPaused {
            let words = "of \(trial.sent) messages \(trial.bounced) bounced and \(trial.complained) were called spam"
            #expect(ledger.reason?.hasPrefix(words) == true, "\(ledger.reason ?? "no reason")")
        }
        // Nothing of it goes while it is paused.
        let claims = try await fixture.worker.claim(.bulk, limit: 10)
        #expect(claims.isEmpty == trial.isPaused)
    }

    @Test("Resumed it goes on with what was reported until then, and is paused again for as much that is new")
    func resumed() async throws {
        let (issue, messages) = try await fixture.issue(sent: 130, waiting: 5)
        try await fixture.send(issue, to: 1_000 - messages.count)
        for message in messages[..<51] { try await fixture.report(.bounced, of: message) }
        #expect(try await isPaused(issue))
        // These lie before whoever resumes it.
        for message in messages[51..<70] { try await fixture.report(.bounced, of: message) }
        #expect(try await fixture.operators.resume(issue.description))
        for message in messages[70..<120] { try await fixture.report(.bounced, of: message) }
        #expect(try await !isPaused(issue))
        try await fixture.report(.bounced, of: messages[120])
        #expect(try await reason(issue)?.hasPrefix("of 1000 messages 51 bounced") == true)
    }

    @Test("One and the same reader who complains several times is one")
    func sameReader() async throws {
        let (issue, messages) = try await fixture.issue(sent: 10, waiting: 5)
        try await fixture.send(issue, to: 990)
        for number in 1...9 { try await fixture.report(.complained, of: messages[0], key: "complaint \(number)") }
        #expect(try await !isPaused(issue))
        #expect(try await fixture.outbox.ledger(issue).complained == 1)
    }

    @Test("One that a person has paused stays so, and says why it should")
    func pausedByHand() async throws {
        let (issue, messages) = try await fixture.issue(sent: 60, waiting: 5)
        try await fixture.send(issue, to: 940)
        _ = try await fixture.operators.pause(issue.description)
        for message in messages.prefix(50) { try await fixture.report(.bounced, of: message) }
        #expect(try await reason(issue) == nil)
        try await fixture.report(.bounced, of: messages[50])
        #expect(try await reason(issue)?.hasPrefix("of 1000 messages 51 bounced") == true)
    }

    @Test("Of one that is done nothing can be stopped any more: it stays done, and its ledger tells what came back")
    func done() async throws {
        let (issue, messages) = try await fixture.issue(sent: 120, waiting: 0)
        for message in messages.prefix(60) { try await fixture.report(.bounced, of: message) }
        for message in messages.suffix(10) { try await fixture.report(.complained, of: message) }
        let ledger = try await fixture.outbox.ledger(issue)
        #expect(ledger.state == .sent && ledger.bounced == 60 && ledger.complained == 10 && ledger.sent == 60)
        #expect(ledger.addsUp)
    }

    @Test("A cancelled one is not paused")
    func cancelled() async throws {
        let (issue, messages) = try await fixture.issue(sent: 60, waiting: 5)
        try await fixture.send(issue, to: 100)
        try await fixture.operators.cancelNewsletter(issue)
        for message in messages { try await fixture.report(.bounced, of: message) }
        #expect(try await fixture.outbox.ledger(issue).state == .cancelled)
        #expect(try await reason(issue) == nil)
    }
}
