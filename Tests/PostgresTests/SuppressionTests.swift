import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The suppression list", .timeLimit(.minutes(2)))
struct SuppressionTests {
    private let dead = "client@exemple.test"

    /// A database in which a worker has found an address dead.
    private func found() async throws -> (fixture: OutboxFixture, worker: PostgresOutbox) {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await find(fixture, worker)
        return (fixture, worker)
    }

    private func find(_ fixture: OutboxFixture, _ worker: PostgresOutbox) async throws {
        try await fixture.enqueue(dead)
        let claims = try await worker.claim(.transactional, limit: 1)
        _ = try await worker.settle(
            claims.map { Settlement($0, .failed(suppress: true), code: 550, enhanced: "5.1.1", reply: "User unknown") })
    }

    /// Lets time go by since a server last said it.
    private func age(_ days: Int, _ fixture: OutboxFixture) async throws {
        try await fixture.sql.execute(
            """
            update facteur.suppression
            set confirmed_at = confirmed_at - make_interval(days => \(days)), since = since - make_interval(days => \(days))
            """)
    }

    private func status(_ fixture: OutboxFixture, _ worker: PostgresOutbox) async throws -> LeaseStatus? {
        try await fixture.enqueue(dead)
        let claims = try await worker.claim(.transactional, limit: 1)
        _ = try await worker.settle(claims.map { Settlement($0, .cancelled) })
        return claims.first?.status
    }

    private func rows(_ fixture: OutboxFixture) async throws -> String? {
        try await fixture.value(
            "select string_agg(concat_ws(' ', scope, source = 'worker', confirmed_at is null), ', ' order by scope) from facteur.suppression"
        )
    }

    @Test("What a worker found ends after half a year, for mail, for newsletters and for the list")
    func expiry() async throws {
        let (fixture, worker) = try await found()
        let outbox = OutboxAdministration(fixture.database.settings)
        #expect(try await status(fixture, worker) == .suppressed)
        try await age(179, fixture)
        #expect(try await status(fixture, worker) == .suppressed)
        #expect(try await outbox.suppressions().first?.ends != nil)
        _ = try await worker.tidy()
        #expect(try await rows(fixture) == "all t f")
        try await age(1, fixture)
        #expect(try await status(fixture, worker) == .due)
        #expect(try await outbox.suppressions().isEmpty)
        try await fixture.subscribe([dead])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 5).map(\.status) == [.due])
        _ = try await worker.tidy()
        #expect(try await rows(fixture) == nil)
    }

    @Test("Found dead again, it begins anew")
    func confirmedAgain() async throws {
        let (fixture, worker) = try await found()
        try await age(200, fixture)
        try await find(fixture, worker)
        #expect(try await status(fixture, worker) == .suppressed)
        #expect(
            try await fixture.value("select since > now() - interval '1 minute' from facteur.suppression") == "true")
    }

    @Test("The time is a setting, of which never is one, and holds for what was found before")
    func setting() async throws {
        let (fixture, worker) = try await found()
        try await age(400, fixture)
        for (expires, status) in [
            (nil, LeaseStatus.suppressed), (.seconds(401 * 86_400), .suppressed), (.seconds(399 * 86_400), .due),
        ] as [(Duration?, LeaseStatus)] {
            try await PostgresInstallation(fixture.database.settings).publish(
                Installation(
                    publicURL: nil, canary: 200, pauseAbove: 5, pace: [:], warmUp: nil, suppressionExpires: expires))
            #expect(try await self.status(fixture, worker) == status)
        }
    }

    @Test("A person's word never ends, whatever a worker finds before or after")
    func byHand() async throws {
        let (fixture, worker) = try await found()
        let outbox = OutboxAdministration(fixture.database.settings)
        // After: it is the person's from now on.
        #expect(try await outbox.suppress(dead, reason: "asked by phone"))
        #expect(try await !outbox.suppress(dead, reason: "again"))
        try await age(4000, fixture)
        #expect(try await status(fixture, worker) == .suppressed)
        #expect(
            try await outbox.suppressions().map { "\($0.reason) \($0.ends ?? "never")" } == ["asked by phone never"])
        // Before: what was in a worker's hands at that moment.
        _ = try await outbox.unsuppress(dead)
        try await fixture.enqueue(dead)
        let claims = try await worker.claim(.transactional, limit: 1)
        #expect(try await outbox.suppress(dead, reason: "asked by phone"))
        _ = try await worker.settle(claims.map { Settlement($0, .failed(suppress: true), code: 550) })
        try await age(4000, fixture)
        #expect(try await status(fixture, worker) == .suppressed)
        #expect(try await outbox.suppressions().map(\.reason) == ["asked by phone"])
    }

    @Test("Who wants no newsletter and was dead for a while still wants none when that is over")
    func marketing() async throws {
        let (fixture, worker) = try await found()
        let outbox = OutboxAdministration(fixture.database.settings)
        // The narrower word of a person who knows better.
        #expect(try await outbox.suppress(dead, scope: .marketing))
        #expect(try await status(fixture, worker) == .due)
        try await find(fixture, worker)
        #expect(try await status(fixture, worker) == .suppressed)
        #expect(try await rows(fixture) == "all t f, marketing f t")
        try await age(181, fixture)
        _ = try await worker.tidy()
        #expect(try await rows(fixture) == "marketing f t")
        #expect(try await status(fixture, worker) == .due)
    }

    /// Filters, and which of the entries below are meant.
    static let cases: [(filter: OutboxAdministration.SuppressionFilter, meant: String)] = [
        (.init(domain: "orange.fr"), "a"), (.init(domain: "Orange.FR"), "a"), (.init(domain: "orange"), "ab"),
        (.init(domain: "wanadoo.fr"), "b"), (.init(domain: "range.fr"), ""), (.init(domain: "café.example"), "d"),
        (.init(reason: "5.1.1"), "ac"), (.init(reason: "MAILBOX"), "d"), (.init(reason: "%"), ""),
        (.init(source: "worker"), "abc"), (.init(source: "anna"), "d"), (.init(domain: "orange", source: "anna"), ""),
        (.init(since: Timestamp(rfc3339: "2026-11-25T18:00:00Z")), "bd"),
        (.init(before: Timestamp(rfc3339: "2026-11-25T18:00:00Z")), "ac"),
        (
            .init(
                since: Timestamp(rfc3339: "2026-11-25T18:00:00+01:00"),
                before: Timestamp(rfc3339: "2026-11-25T19:00:00Z")),
            "bc"
        ),
        (.init(domain: "orange", source: "worker", since: Timestamp(rfc3339: "2026-11-25T18:00:00Z")), "b"),
    ]

    @Test("Those of a domain, a provider, a reason, a source, a time are counted, and end together", arguments: cases)
    func filters(filter: OutboxAdministration.SuppressionFilter, meant: String) async throws {
        let fixture = try await OutboxFixture.make()
        try fixture.database.psql(
            """
            insert into facteur.suppression (address, scope, reason, source, since, confirmed_at) values
                ('a@orange.fr', 'all', 'refused for good: 550 5.1.1', 'worker', '2026-11-24 12:00Z', '2026-11-24 12:00Z'),
                ('b@wanadoo.fr', 'all', 'refused for good: 550 5.2.1', 'worker', '2026-11-25 18:00Z', '2026-11-25 18:00Z'),
                ('c@b.test', 'all', 'refused for good: 550 5.1.1', 'worker', '2026-11-25 17:30Z', '2026-11-25 17:30Z'),
                ('d@xn--caf-dma.example', 'marketing', 'their mailbox, by phone', 'anna', '2026-11-25 20:00Z', null);
            """)
        let outbox = OutboxAdministration(fixture.database.settings)
        #expect(try await outbox.count(filter).reduce(0) { $0 + $1.total } == meant.count)
        #expect(try await outbox.unsuppress(filter) == meant.count)
        let left = try await fixture.value(
            "select coalesce(string_agg(left(address, 1), '' order by address), '') from facteur.suppression")
        #expect(left == "abcd".filter { !meant.contains($0) })
    }

    @Test("A filter that names none ends none")
    func noFilter() async throws {
        let (fixture, _) = try await found()
        let outbox = OutboxAdministration(fixture.database.settings)
        #expect(
            await refusal { _ = try await outbox.unsuppress(OutboxAdministration.SuppressionFilter()) }
                == "nothing says which suppressions are meant")
        #expect(try await rows(fixture) == "all t f")
    }
}
