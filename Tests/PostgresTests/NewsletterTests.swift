import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A newsletter", .timeLimit(.minutes(2)))
struct NewsletterTests {
    @Test("Every subscriber gets one message, with the token of the own subscription; nobody else does")
    func expansion() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(["A@b.test", "b@b.test", "parti@b.test", "mort@b.test", "sobre@b.test"])
        try await fixture.subscribe(["autre@b.test"], to: "autre")
        #expect(try await fixture.value("facteur.unsubscribe('PARTI@b.test', 'nouveautes')") == "true")
        _ = try await fixture.value("facteur.suppress('mort@b.test', 'all', 'essai')")
        _ = try await fixture.value("facteur.suppress('sobre@b.test', 'marketing', 'essai')")
        let issue = try await fixture.createNewsletter()
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 10)
        #expect(Set(claims.map(\.recipient)) == ["A@b.test", "b@b.test"])
        #expect(claims.allSatisfy { $0.kind == "newsletter" && $0.issue?.id == issue && $0.parameters == "{}" })
        let tokens = Set(claims.compactMap { $0.issue?.unsubscribeToken })
        #expect(tokens.count == 2)
        #expect(tokens.allSatisfy { $0.utf8.count == 43 })
        #expect(try await worker.issue(issue)?.content == #"{"text": "Bonjour", "subject": "Printemps"}"#)
        #expect(try await worker.issue(MessageID(high: 0, low: 0)) == nil)
    }

    @Test("It is made in chunks behind a cursor, while the bulk lane is shallow, and pausing stops it")
    func chunks() async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.worker()
        try await fixture.subscribe((1...7).map { "a\($0)@b.test" })
        let issue = try await fixture.createNewsletter()
        func expand(depth: Int) async throws -> String? {
            _ = try await fixture.value("facteur.expand_issues($1, 3)", [Value(depth)])
            return try await fixture.value("select count(*) from facteur.ready")
        }
        #expect(try await expand(depth: 100) == "3")
        #expect(try await fixture.value("facteur.pause($1)", [Value(issue.description)]) == "true")
        #expect(try await expand(depth: 100) == "3")
        #expect(try await fixture.value("facteur.resume($1)", [Value(issue.description.uppercased())]) == "true")
        #expect(try await expand(depth: 3) == "3")
        // Not one by one: only when half of the depth is free, or room for a chunk.
        #expect(try await expand(depth: 4) == "3")
        #expect(try await expand(depth: 6) == "6")
        #expect(try await expand(depth: 100) == "7")
        #expect(try await expand(depth: 100) == "7")
        #expect(try await fixture.value("select count(*) from facteur.newsletter where expanded_at is null") == "0")
    }

    @Test("A paused issue is not claimed, while another goes on")
    func pause() async throws {
        let (fixture, clock) = (try await OutboxFixture.make(), StandingClock())
        let worker = try await fixture.worker(clock)
        try await fixture.subscribe(["a@b.test"])
        let (first, second) = (try await fixture.createNewsletter(), try await fixture.createNewsletter())
        try await fixture.promoteAll(worker)
        _ = try await fixture.value("facteur.pause($1)", [Value(first)])
        #expect(try await worker.claim(.bulk, limit: 10).map { $0.issue?.id } == [second])
        _ = try await fixture.value("facteur.resume($1)", [Value(first)])
        // Below the watermark: found when a claim begins from the start, at the latest after two seconds.
        clock.now += .seconds(2)
        #expect(try await worker.claim(.bulk, limit: 10).map { $0.issue?.id } == [first])
    }

    @Test("Who unsubscribes while the message waits does not get it (T9, U7)")
    func unsubscribeWhileWaiting() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(["a@b.test", "b@b.test"])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        #expect(try await fixture.value("facteur.unsubscribe('a@b.test', 'nouveautes')") == "true")
        let claims = try await worker.claim(.bulk, limit: 10)
        #expect(claims.first { $0.recipient == "a@b.test" }?.status == .suppressed)
        let other = try #require(claims.first { $0.recipient == "b@b.test" })
        #expect(other.status == .due)
        // And once more, while it waits for a line.
        let token = try #require(other.issue?.unsubscribeToken)
        #expect(try await fixture.value("facteur.unsubscribe_by_token($1)", [Value(token)]) == "true")
        #expect(try await worker.status(of: [other.lease], in: .bulk) == [other.lease: .suppressed])
    }

    @Test("Subscribing and unsubscribing say whether they changed anything; the token stays")
    func switches() async throws {
        let fixture = try await OutboxFixture.make()
        func subscribe(_ more: String = "") async throws -> String? {
            try await fixture.value("facteur.subscribe('Zoe@b.test', 'nouveautes'\(more))")
        }
        #expect(try await subscribe() == "true")
        #expect(try await subscribe() == "false")
        let token = try await fixture.value("select token from facteur.subscription")
        #expect(try await fixture.value("facteur.unsubscribe('zoe@B.test', 'nouveautes')") == "true")
        #expect(try await fixture.value("facteur.unsubscribe('zoe@B.test', 'nouveautes')") == "false")
        #expect(try await fixture.value("facteur.unsubscribe('zoe@b.test', 'inconnue')") == "false")
        #expect(try await subscribe(", name => 'Zoé'") == "true")
        #expect(try await fixture.value("select token from facteur.subscription") == token)
        #expect(try await fixture.value("facteur.unsubscribe_by_token('inconnu')") == "false")
        #expect(
            await refusal { _ = try await subscribe(", name => E'a\\nb'") }?.hasPrefix("name holds a line break")
                == true)
        let address = await refusal { _ = try await fixture.value("facteur.subscribe('zoe', 'nouveautes')") }
        #expect(address == "email has no @")
        let list = await refusal { _ = try await fixture.value("facteur.subscribe('a@b.test', ' ')") }
        #expect(list == "list is empty")
    }

    @Test("The page of an unsubscribe token shows a masked address, acts, and takes it back")
    func tokens() async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["camille@b.test"])
        let token = try #require(try await fixture.value("select token from facteur.subscription"))
        let subscriptions = PostgresSubscriptions(fixture.database.settings)
        let view = SubscriptionView(
            listName: "nouveautes", maskedAddress: "c***@b.test", status: .subscribed, locale: "fr-FR", hasTitle: false)
        #expect(try await subscriptions.subscription(token: token) == view)
        #expect(try await subscriptions.resubscribe(token: token) == false)
        #expect(try await subscriptions.unsubscribe(token: token))
        #expect(try await subscriptions.unsubscribe(token: token) == false)
        #expect(try await subscriptions.subscription(token: token)?.status == .unsubscribed)
        #expect(try await subscriptions.resubscribe(token: token))
        #expect(try await subscriptions.subscription(token: token)?.status == .subscribed)
        #expect(try await subscriptions.subscription(token: "inconnu") == nil)
        #expect(try await subscriptions.unsubscribe(token: "") == false)
    }

    static let faults: [(arguments: String, fault: String)] = [
        (#"'inconnue', '{"subject": "a", "text": "b"}'"#, "list inconnue is unknown"),
        (#"'nouveautes', '[]'"#, "content is not a JSON object"),
        (#"'nouveautes', null"#, "content is not a JSON object"),
        (#"'nouveautes', '{"text": "b"}'"#, "content subject is missing"),
        (
            #"'nouveautes', '{"subject": "a", "text": " "}'"#,
            "content text is missing: give markdown, or text beside html"
        ),
        (#"'nouveautes', '{"subject": "a", "text": 1}'"#, "content text is not a text"),
        (#"'nouveautes', '{"subject": "a", "text": "b", "colour": "c"}'"#, "content colour is unknown"),
        (
            #"'nouveautes', '{"subject": "a\r\nBcc: b", "text": "b"}'"#,
            "content subject holds a line break or another control character"
        ),
        (
            #"'nouveautes', jsonb_build_object('subject', 'a', 'text', repeat('a', 262144))"#,
            "content is larger than 256 KiB"
        ),
        (#"'nouveautes', '{"subject": "a", "text": "b"}', send_at => 'infinity'"#, "send_at is not a moment"),
    ]

    @Test("An issue that could never be sent is refused, the fault named")
    func refusals() async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        for (arguments, fault) in Self.faults {
            let line = await refusal { _ = try await fixture.value("facteur.create_newsletter(\(arguments))") }
            #expect(line == fault)
        }
        #expect(try await fixture.value("select count(*) from facteur.newsletter") == "0")
    }

    @Test("The same dedup_key makes one issue; a later send_at is waited for")
    func once() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.subscribe(["a@b.test"])
        let more = ", dedup_key => 'mai', send_at => now() + interval '1 hour'"
        #expect(try await fixture.createNewsletter(more) == fixture.createNewsletter(more))
        let next = try #require(try await worker.expandIssues())
        #expect(next > .seconds(3000) && next <= .seconds(3600))
        #expect(try await worker.claim(.bulk, limit: 1).isEmpty)
    }
}
