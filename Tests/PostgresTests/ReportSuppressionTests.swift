import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("An address that a report calls dead", .timeLimit(.minutes(2)))
struct ReportSuppressionTests {
    private let dead = "client@exemple.test"
    private let fixture: ReportFixture

    init() async throws { fixture = try await ReportFixture.make() }

    /// A report of another message to it.
    private func report(_ event: Report.Event = .bounced) async throws {
        let id = try await fixture.outbox.enqueue(dead)
        try await fixture.outbox.sql.execute(
            """
            with gone as (delete from facteur.ready where id = $1::uuid returning id, lane, kind)
            insert into facteur.ended (id, lane, kind, outcome) select id, lane, kind, 'sent' from gone
            """, [Value(id)])
        try await fixture.report(event, of: id, suppress: event == .bounced)
    }

    private func age(_ days: Int) async throws {
        try await fixture.outbox.sql.execute(
            """
            update facteur.suppression
            set confirmed_at = confirmed_at - make_interval(days => $1::integer), since = since - make_interval(days => $1::integer)
            """, [Value(days)])
    }

    private func status() async throws -> LeaseStatus? {
        try await fixture.outbox.enqueue(dead)
        let claims = try await fixture.worker.claim(.transactional, limit: 1)
        _ = try await fixture.worker.settle(claims.map { Settlement($0, .cancelled) })
        return claims.first?.status
    }

    private func publish(_ expires: Duration?) async throws {
        try await PostgresInstallation(fixture.outbox.database.settings).publish(
            Installation(
                publicURL: nil, canary: 200, pauseAbove: 5, pace: [:], warmUp: nil, suppressionExpires: expires))
    }

    @Test("Gets nothing for half a year, then mail again; called dead again, it begins anew")
    func expiry() async throws {
        try await report()
        #expect(try await fixture.operators.suppressions().map(\.source) == ["mail"])
        #expect(try await fixture.operators.suppressions().first?.ends != nil)
        try await age(179)
        #expect(try await status() == .suppressed)
        try await age(1)
        #expect(try await status() == .due)
        try await report()
        #expect(try await status() == .suppressed)
        try await age(181)
        _ = try await fixture.worker.tidy()
        #expect(try await fixture.outbox.value("select count(*) from facteur.suppression") == "0")
    }

    @Test(
        "For how long is the setting suppression.expires, of which never is one",
        arguments: [
            (nil, LeaseStatus.suppressed), (.seconds(401 * 86_400), .suppressed), (.seconds(399 * 86_400), .due),
        ]
            as [(Duration?, LeaseStatus)])
    func setting(expires: Duration?, status: LeaseStatus) async throws {
        try await report()
        try await age(400)
        try await publish(expires)
        #expect(try await self.status() == status)
    }

    @Test("What a person said stays as it was, and a reader's complaint never ends")
    func words() async throws {
        #expect(try await fixture.operators.suppress(dead, reason: "asked by phone"))
        try await report()
        try await age(4000)
        #expect(try await fixture.operators.suppressions().map(\.reason) == ["asked by phone"])
        #expect(try await status() == .suppressed)
        _ = try await fixture.operators.unsuppress(dead)
        try await report(.complained)
        try await age(4000)
        _ = try await fixture.worker.tidy()
        #expect(
            try await fixture.operators.suppressions().map { "\($0.scope) \($0.ends ?? "never")" } == [
                "marketing never"
            ])
        #expect(try await status() == .due)
    }
}
