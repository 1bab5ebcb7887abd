import Mail
import TestServers

@testable import Postgres

/// What tests of reports share: a worker that sends, and a store that takes reports in.
struct ReportFixture: Sendable {
    let outbox: OutboxFixture
    let worker: PostgresOutbox
    let store: PostgresReports
    let operators: OutboxAdministration

    static func make() async throws -> ReportFixture {
        let outbox = try await OutboxFixture.make()
        return ReportFixture(
            outbox: outbox, worker: try await outbox.worker(), store: PostgresReports(outbox.database.settings),
            operators: OutboxAdministration(outbox.database.settings))
    }

    /// A password reset that came to this.
    func message(_ outcome: Outcome, to recipient: String = "client@exemple.test") async throws -> MessageID {
        let id = try await outbox.enqueue(recipient)
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, outcome) })
        return id
    }

    /// An issue under way: so many of its messages are sent, and so many more wait. The ones that were sent.
    func issue(sent: Int, waiting: Int) async throws -> (id: MessageID, messages: [MessageID]) {
        try await outbox.publish(pauseAbove: 5)
        try await outbox.subscribe((0..<sent + waiting).map { "lecteur\($0)@exemple.test" })
        let issue = try await outbox.createNewsletter()
        try await outbox.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: sent)
        _ = try await worker.settle(claims.map { Settlement($0, .sent) })
        return (issue, claims.map(\.lease.message))
    }

    /// More readers of an issue who got it, of whom no test needs to know more than how many they are.
    func send(_ issue: MessageID, to more: Int) async throws {
        try await outbox.sql.execute(
            "insert into facteur.issue_outcome (newsletter, outcome, count) values ($1::uuid, 'sent', $2::bigint)",
            [Value(issue), Value(more)])
    }

    /// Hands in a report of a message; each that is handed in is another one.
    @discardableResult
    func report(
        _ event: Report.Event, of message: MessageID, key: String? = nil, suppress: Bool = false
    ) async throws -> ReportEffect.Kind {
        var report = Report(event)
        if event == .bounced { (report.code, report.enhanced, report.text) = (550, "5.1.1", "User unknown") }
        report.reporter = "mx.exemple.test"
        report.references.add(message, .messageID)
        return try await store.take(
            report, source: "mail", key: key ?? "\(event) \(message)", suppress: suppress
        ).kind
    }
}
