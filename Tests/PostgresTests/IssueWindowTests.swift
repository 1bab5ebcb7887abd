import Mail
import TestServers
import Testing

@testable import Postgres

/// Openings are put into the table as a test needs them, and messages are made without a worker, who would publish those of the calendar.
@Suite("An issue and its window", .timeLimit(.minutes(2)))
struct IssueWindowTests {
    private static let window = "tue-thu 9-18"

    private func stage(_ readers: Int = 4) async throws -> OutboxFixture {
        let fixture = try await OutboxFixture.make()
        try await fixture.publish()
        try await fixture.subscribe((0..<readers).map { "a\($0)@b.test" })
        try fixture.database.psql("select facteur.set_list('nouveautes', sending_window => '\(Self.window)')")
        return fixture
    }

    @Test("It waits while its window is closed, and goes when it opens; the ledger adds up meanwhile")
    func waiting() async throws {
        let fixture = try await stage()
        let issue = try await fixture.createNewsletter()
        // Nothing is known of the window yet.
        #expect(try await fixture.expand() == nil)
        #expect(try await fixture.count("ready") == 0)
        try await fixture.open(Self.window, from: "1 hour", until: "2 hours")
        let next = try #require(
            try await fixture.value("facteur.expand_issues(5000, 1000) between '59 min' and '1 hour'"))
        #expect(next == "true")
        #expect(try await fixture.count("ready") == 0)
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .planned && ledger.waiting == 4 && ledger.addsUp)
        #expect(ledger.window == Self.window && ledger.timeZone == "Europe/Paris")
        try await fixture.sql.execute("update facteur.opening set opens_at = now() - interval '1 min'")
        #expect(try await fixture.expand() == "00:00:00")
        #expect(try await fixture.count("ready") == 4)
    }

    @Test("What is ready when its window closes goes with the next opening, and no patience is spent on the night")
    func closing() async throws {
        let fixture = try await stage()
        let issue = try await fixture.createNewsletter()
        try await fixture.open(Self.window, from: "-1 hour", until: "1 hour")
        try await fixture.open(Self.window, from: "15 hours", until: "24 hours")
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == 4)
        // One of them was tried an hour ago, and is tried again.
        try await fixture.sql.execute(
            """
            update facteur.ready set attempt = 2, first_due_at = due_at - interval '1 hour'
                where id = (select id from facteur.ready limit 1)
            """)
        try await fixture.sql.execute(
            "update facteur.opening set closes_at = now() where closes_at < now() + interval '2 h'")
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == 0)
        let opens = "(select min(opens_at) from facteur.opening)"
        #expect(try await fixture.count("scheduled", "due_at = \(opens)") == 4)
        let patience = "due_at - first_due_at between '59 min' and '61 min'"
        #expect(try await fixture.count("scheduled", "attempt = 2 and \(patience)") == 1)
        #expect(try await fixture.count("opening", "closes_at <= now()") == 0)
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.waiting == 4 && ledger.addsUp)
    }

    @Test("A reader whose clock is known gets it by that clock; who is hours away holds up nobody")
    func zones() async throws {
        let fixture = try await stage(12)
        let worker = try await fixture.worker()
        try await fixture.publish(canary: 6)
        try await fixture.sql.execute(
            """
            update facteur.subscription set fields = jsonb_build_object('time_zone', case id % 3
                when 0 then 'America/Martinique' when 1 then 'Mars/Olympus' end) where id % 3 < 2
            """)
        try await fixture.open(Self.window, from: "-1 hour", until: "8 hours")
        try await fixture.open(Self.window, in: "America/Martinique", from: "4 hours", until: "13 hours")
        _ = try await fixture.createNewsletter()
        _ = try await fixture.expand()
        let canary = try await worker.claim(.bulk, limit: 100)
        #expect(canary.count == 4)
        #expect(try await fixture.count("scheduled") == 2)
        _ = try await worker.settle(canary.map { Settlement($0, .sent) })
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == 4)
        // As long after their opening as their turn was after the shop's.
        let opens = "(select opens_at from facteur.opening where time_zone = 'America/Martinique')"
        #expect(try await fixture.count("scheduled", "due_at - \(opens) between '1 h' and '1 h 1 min'") == 4)
    }

    @Test("A second try that would come while the window is closed waits for it, one in an opening does not")
    func retries() async throws {
        let fixture = try await stage(2)
        let worker = try await fixture.worker()
        _ = try await fixture.createNewsletter()
        try await fixture.open(Self.window, from: "-1 hour", until: "8 hours")
        try await fixture.open(Self.window, from: "20 hours", until: "29 hours")
        _ = try await fixture.expand()
        let claims = try await worker.claim(.bulk, limit: 10)
        _ = try await worker.settle(claims.map { Settlement($0, .deferred(delay: .seconds(5)), code: 451) })
        _ = try await fixture.expand()
        #expect(try await fixture.count("scheduled", "due_at < now() + interval '1 min'") == 2)
        try await fixture.sql.execute(
            "update facteur.opening set closes_at = now() where closes_at < now() + interval '9 h'")
        try await fixture.sql.execute(
            "update facteur.scheduled set due_at = due_at + interval '1 h' where id = (select id from facteur.scheduled limit 1)"
        )
        _ = try await fixture.expand()
        #expect(try await fixture.count("scheduled", "due_at > now() + interval '19 h'") == 1)
        // The other one's turn to be looked at comes with its moment.
        try await fixture.sql.execute(
            "update facteur.scheduled set due_at = now() where due_at < now() + interval '2 h'")
        _ = try await fixture.expand()
        #expect(try await fixture.count("scheduled", "due_at > now() + interval '19 h'") == 2)
    }

    @Test("What a worker hands back after the end of an opening waits for the next one")
    func handedBack() async throws {
        let fixture = try await stage(3)
        let worker = try await fixture.worker()
        let issue = try await fixture.createNewsletter()
        try await fixture.open(Self.window, from: "-1 hour", until: "8 hours")
        try await fixture.open(Self.window, from: "20 hours", until: "29 hours")
        _ = try await fixture.expand()
        #expect(try await worker.claim(.bulk, limit: 2).count == 2)
        try await fixture.sql.execute(
            "update facteur.opening set closes_at = now() where closes_at < now() + interval '9 h'")
        _ = try await fixture.expand()
        #expect(try await fixture.count("lease") == 2)
        #expect(try await fixture.count("scheduled") == 1)
        try await worker.retire()
        #expect(try await fixture.count("ready") == 2)
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == 0)
        #expect(try await fixture.count("scheduled", "due_at > now() + interval '19 h'") == 3)
        #expect(try await fixture.ledger(issue).addsUp)
    }

    @Test(
        "An issue's own window is in the place of its list's, and a copy to try it out goes at any time",
        arguments: [("none", 4), ("sat 9-10", 0)])
    func own(window: String, ready: Int) async throws {
        let fixture = try await stage()
        try await fixture.open(Self.window, from: "1 hour", until: "2 hours")
        let issue = try await fixture.createNewsletter(", options => '{\"window\": \"\(window)\"}'")
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == ready)
        _ = try await fixture.value("facteur.test_newsletter($1::uuid, 'x@b.test', 'fr')", [Value(issue)])
        _ = try await fixture.expand()
        #expect(try await fixture.count("ready") == ready + 1)
    }

    @Test("A worker publishes when a window is open by every clock it knows, for weeks, and once")
    func published() async throws {
        let fixture = try await stage()
        let worker = try await fixture.worker()
        let window = try #require(SendingWindow(Self.window))
        _ = try await worker.expandIssues()
        let rows = try await fixture.sql.rows(
            """
            select time_zone, facteur.microseconds(opens_at) as opens, facteur.microseconds(closes_at) as closes
                from facteur.opening where sending_window = '\(Self.window)'
            """
        ) { row throws(OutboxError) in
            (
                zone: try row.required("time_zone", Zone.init(rawValue:)), opens: try row.timestamp("opens"),
                closes: try row.timestamp("closes")
            )
        }
        #expect(Set(rows.map(\.zone)) == Set(Zone.allCases))
        #expect(rows.count >= Zone.allCases.count * 20)
        let moment = Duration.microseconds(-1)
        #expect(
            rows.allSatisfy { row in
                window.contains(row.opens, in: row.zone) && !window.contains(row.opens + moment, in: row.zone)
                    && window.contains(row.closes + moment, in: row.zone) && !window.contains(row.closes, in: row.zone)
            })
        let wanted = "(select count(*) from facteur.wanted_openings(array['Europe/Paris', 'Indian/Reunion']))"
        #expect(try await fixture.value(wanted) == "0")
        _ = try await fixture.worker().expandIssues()
        #expect(try await fixture.count("opening") == rows.count)
        // Weeks later there are fewer than three left.
        try await fixture.sql.execute("delete from facteur.opening where closes_at > now() + interval '20 days'")
        #expect(try await fixture.value(wanted) == "2")
    }

    @Test(
        "Which opening it waits for is told by the shop's clock",
        arguments: [
            // A Monday evening; the window's own hours; behind them; and the first moment that it may leave at all.
            ("2026-11-30T19:00:00Z", "2026-11-30T08:00:00Z", "2026-12-01T08:00:00Z"),
            ("2026-12-01T09:00:00Z", "2026-11-30T08:00:00Z", nil),
            ("2026-12-03T17:00:00Z", "2026-11-30T08:00:00Z", "2026-12-08T08:00:00Z"),
            ("2026-11-30T19:00:00Z", "2026-12-02T18:00:00Z", "2026-12-03T08:00:00Z"),
            ("2026-11-30T19:00:00Z", "2026-12-02T10:00:00Z", nil),
        ] as [(String, String, String?)])
    func opening(now: String, sendAt: String, opensAt: String?) throws {
        var ledger = NewsletterLedger(
            id: "", list: "lettre", subject: "", state: .planned, sendAt: try #require(Timestamp(rfc3339: sendAt)),
            subscribers: 1, sent: 0, waiting: 1, suppressed: 0, failed: 0, inDoubt: 0, cancelled: 0, bounced: 0,
            complained: 0,
            perSecond: 0, window: Self.window, timeZone: "Europe/Paris")
        ledger.waitForWindow(from: try #require(Timestamp(rfc3339: now)))
        #expect(ledger.opensAt?.rfc3339 == opensAt)
        ledger.state = .paused
        ledger.opensAt = nil
        ledger.waitForWindow(from: try #require(Timestamp(rfc3339: now)))
        #expect(ledger.opensAt == nil)
    }
}

extension OutboxFixture {
    /// Makes the next messages; the time until there is more to do.
    fileprivate func expand() async throws -> String? { try await value("facteur.expand_issues(5000, 1000)") }

    /// Publishes an opening, its ends counted from now.
    fileprivate func open(
        _ window: String, in zone: String = "Europe/Paris", from opens: String, until closes: String
    ) async throws {
        try await sql.execute(
            """
            insert into facteur.opening (sending_window, time_zone, opens_at, closes_at)
                values ('\(window)', '\(zone)', now() + interval '\(opens)', now() + interval '\(closes)')
            """)
    }

    fileprivate func count(_ table: String, _ condition: String = "true") async throws -> Int {
        Int(try await value("select count(*) from facteur.\(table) where \(condition)") ?? "") ?? -1
    }
}
