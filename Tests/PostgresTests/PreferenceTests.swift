import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("How often a reader wants to hear", .timeLimit(.minutes(2)))
struct PreferenceTests {
    /// Anne on two lists, a public list and one that is not, and the token of her first subscription.
    private func stage() async throws -> (OutboxFixture, token: String) {
        let fixture = try await OutboxFixture.make()
        try await fixture.publish()
        try await fixture.subscribe(["Anne@b.test", "ben@b.test"])
        try await fixture.subscribe(["anne@b.test"], to: "pro")
        try fixture.database.psql(
            """
            select facteur.set_list('cadeaux', title => 'Les cadeaux', is_public => true);
            select facteur.set_list('interne');
            """)
        let token = try await fixture.value(
            "select token from facteur.subscription where address = 'anne@b.test' and list = 'nouveautes'")
        return (fixture, try #require(token))
    }

    private func preferences(_ fixture: OutboxFixture, _ token: String) async throws -> String? {
        try await fixture.value(
            """
            select string_agg(concat_ws(' ', p.list, p.title, p.subscribed, p.pace, date_trunc('day', p.paused_until - now())), '; '
                order by p.list) from facteur.preferences_by_token($1) p
            """, [Value(token)])
    }

    @Test("The page shows the lists that the reader is or was on, and those that are public")
    func shown() async throws {
        let (fixture, token) = try await stage()
        let first = try await fixture.value(
            "select p.list from facteur.preferences_by_token($1) p limit 1", [Value(token)])
        #expect(first == "nouveautes")
        _ = try await fixture.value("facteur.unsubscribe('anne@b.test', 'pro')")
        #expect(
            try await preferences(fixture, token)
                == "cadeaux Les cadeaux f always; nouveautes t always; pro f always")
        #expect(try await preferences(fixture, "nobody") == nil)
    }

    @Test("Each change is made once, of the list that is named, and told to whom it concerns")
    func changes() async throws {
        let (fixture, token) = try await stage()
        func change(_ list: String, _ word: String) async throws -> String? {
            try await fixture.value("facteur.change_preference($1, $2, $3)", [Value(token), Value(list), Value(word)])
        }
        let steps: [(list: String, word: String, isDone: Bool, then: String?)] = [
            ("nouveautes", "weekly", true, "nouveautes t weekly"), ("nouveautes", "weekly", false, nil),
            ("nouveautes", "pause", true, "nouveautes t weekly 29 days"),
            ("nouveautes", "pause", false, nil),
            // Who chooses how often wants some.
            ("nouveautes", "monthly", true, "nouveautes t monthly"), ("nouveautes", "return", false, nil),
            ("nouveautes", "pause", true, nil), ("nouveautes", "return", true, "nouveautes t monthly"),
            ("pro", "leave", true, "pro f always"), ("pro", "leave", false, nil), ("pro", "weekly", false, nil),
            ("pro", "pause", false, nil), ("pro", "return", true, "pro t always"), ("pro", "return", false, nil),
            ("cadeaux", "leave", false, nil), ("cadeaux", "weekly", false, nil),
            ("cadeaux", "return", true, "cadeaux Les cadeaux t always"), ("cadeaux", "return", false, nil),
            ("interne", "return", false, nil), ("no such list", "return", false, nil),
        ]
        for (number, step) in steps.enumerated() {
            #expect(try await change(step.list, step.word) == (step.isDone ? "true" : "false"), "\(number): \(step)")
            let now = try await preferences(fixture, token) ?? ""
            if let then = step.then { #expect(now.split(separator: "; ").contains(then[...]), "\(number): \(now)") }
        }
        let left = "select count(*) from facteur.event_waiting where event = 'unsubscribed'"
        #expect(try await fixture.value(left) == "1")
        for word in ["", "never", "Leave", "pending"] {
            let line = await refusal { _ = try await change("nouveautes", word) }
            #expect(line?.contains("change is none of") == true, "\(word): \(line ?? "taken")")
        }
        #expect(try await fixture.value("facteur.change_preference('nobody', 'nouveautes', 'leave')") == "false")
    }

    @Test(
        "Who wants at most one a week or a month is no reader of the issues between, and the ledger adds up",
        arguments: [("weekly", "6 days", "6 days 13 hours"), ("monthly", "27 days", "28 days")])
    func pace(word: String, tooSoon: String, due: String) async throws {
        let (fixture, token) = try await stage()
        _ = try await fixture.createNewsletter()
        _ = try await fixture.value("facteur.expand_issues(5000, 1000)")
        #expect(try await fixture.value("select count(*) from facteur.ready") == "2")
        // What they got before they chose counts.
        _ = try await fixture.value("facteur.change_preference($1, 'nouveautes', $2)", [Value(token), Value(word)])
        for (since, readers) in [("0 s", 1), (tooSoon, 1), (due, 2), ("0 s", 1)] {
            if since != "0 s" {
                try await fixture.sql.execute(
                    "update facteur.subscription set last_issue_at = now() - interval '\(since)' where pace <> 'always'"
                )
            }
            let issue = try await fixture.createNewsletter()
            #expect(try await fixture.ledger(issue).waiting == readers)
            _ = try await fixture.value("facteur.expand_issues(5000, 1000)")
            let ledger = try await fixture.ledger(issue)
            #expect(ledger.addsUp && ledger.subscribers == readers && ledger.waiting == readers, "\(since)")
        }
    }

    @Test("Who pauses gets nothing until the pause is over, and comes back at once where they subscribe anew")
    func pause() async throws {
        let (fixture, token) = try await stage()
        func readers() async throws -> Int {
            let issue = try await fixture.createNewsletter()
            while try await fixture.value("facteur.expand_issues(5000, 1000)") == "00:00:00" {}
            let ledger = try await fixture.ledger(issue)
            #expect(ledger.addsUp)
            return ledger.subscribers
        }
        _ = try await fixture.value("facteur.change_preference($1, 'nouveautes', 'pause')", [Value(token)])
        #expect(try await readers() == 1)
        try await fixture.sql.execute(
            "update facteur.subscription set paused_until = now() - interval '1 s' where paused_until is not null")
        #expect(try await readers() == 2)
        _ = try await fixture.value("facteur.change_preference($1, 'nouveautes', 'pause')", [Value(token)])
        _ = try await fixture.value("facteur.unsubscribe('anne@b.test', 'nouveautes')")
        _ = try await fixture.value("facteur.subscribe('anne@b.test', 'nouveautes')")
        #expect(try await readers() == 2)
    }

    @Test("An issue of which nobody wants to hear is over at once")
    func nobody() async throws {
        let (fixture, _) = try await stage()
        try await fixture.sql.execute("update facteur.subscription set paused_until = now() + interval '1 day'")
        let issue = try await fixture.createNewsletter()
        _ = try await fixture.value("facteur.expand_issues(5000, 1000)")
        let ledger = try await fixture.ledger(issue)
        #expect(ledger.state == .sent && ledger.subscribers == 0 && ledger.addsUp)
    }

    @Test("The page's role changes preferences, and no application does")
    func roles() async throws {
        let (fixture, token) = try await stage()
        let page = try fixture.user("page", in: "facteur_web")
        let change = "facteur.change_preference('\(token)', 'nouveautes', 'weekly')"
        #expect(try await page.value(change) == "true")
        #expect(try await page.value("select count(*) from facteur.preferences_by_token('\(token)')") == "3")
        let application = try fixture.user("shop")
        #expect(await refusal { _ = try await application.value(change) }?.contains("42501") == true)
    }
}
