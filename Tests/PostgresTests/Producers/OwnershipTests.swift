import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Each message has its owner, the role that enqueued it", .timeLimit(.minutes(2)))
struct OwnershipTests {
    /// Two applications, and somebody who looks after both.
    private struct Trio {
        let all: OutboxFixture
        let shop: OutboxFixture
        let forum: OutboxFixture
        let operators: OutboxFixture

        static func make() async throws -> Trio {
            let all = try await OutboxFixture.make()
            return Trio(
                all: all, shop: try all.user("shop"), forum: try all.user("forum"),
                operators: try all.user("operator", in: "facteur_operator"))
        }
    }

    @Test("Of another's message neither the state is told nor is it taken back; operators see all")
    func strangers() async throws {
        let trio = try await Trio.make()
        let message = try await trio.shop.enqueue()
        #expect(try await trio.shop.state(message) == "waiting")
        #expect(try await trio.forum.state(message) == nil)
        #expect(try await trio.operators.state(message) == "waiting")
        #expect(try await trio.forum.value("facteur.cancel($1::uuid)", [Value(message)]) == "false")
        #expect(try await trio.all.state(message) == "waiting")
        #expect(try await trio.operators.value("facteur.cancel($1::uuid)", [Value(message)]) == "true")
        let other = try await trio.shop.enqueue()
        #expect(try await trio.shop.value("facteur.cancel($1::uuid)", [Value(other)]) == "true")
    }

    @Test("A dedup key is its owner's: nobody gets another's id by it, or keeps another's mail from being made")
    func dedupKeys() async throws {
        let trio = try await Trio.make()
        let first = try await trio.forum.enqueue("a@b.test", ", dedup_key => 'order-1'")
        let second = try await trio.shop.enqueue("a@b.test", ", dedup_key => 'order-1'")
        #expect(first != second)
        #expect(try await trio.shop.enqueue("a@b.test", ", dedup_key => 'order-1'") == second)
        let content = "'{\"subject\": \"a\", \"text\": \"b\"}'"
        try await trio.all.subscribe(["a@b.test"])
        let issue = "facteur.create_newsletter('nouveautes', \(content), dedup_key => 'december')"
        let own = try await trio.shop.value(issue)
        #expect(try await trio.forum.value(issue) != own)
        #expect(try await trio.shop.value(issue) == own)
    }

    @Test("A message is superseded by its owner's alone, at once and at the claim")
    func supersedeKeys() async throws {
        let trio = try await Trio.make()
        let worker = try await trio.all.worker()
        let reset = try await trio.shop.enqueue("a@b.test", ", supersede_key => 'client-1'")
        let other = try await trio.forum.enqueue("a@b.test", ", supersede_key => 'client-1'")
        #expect(try await trio.shop.state(reset) == "waiting")
        let claims = try await worker.claim(.transactional, limit: 10)
        #expect(Set(claims.map(\.lease.message)) == [reset, other] && claims.allSatisfy { $0.status == .due })
        // While the worker holds it, the one that counts is the newer one.
        try await trio.shop.enqueue("a@b.test", ", supersede_key => 'client-1'")
        let standings = try await worker.status(of: claims.map(\.lease), in: .transactional)
        for claim in claims {
            let expected: LeaseStatus = claim.lease.message == reset ? .superseded : .due
            #expect(standings[claim.lease] == expected)
        }
    }

    @Test("Behind one login, the role of SET ROLE is the owner, and only a member may take it")
    func setRole() async throws {
        let trio = try await Trio.make()
        let name = trio.all.database.name
        let pool = try trio.all.user("pool")
        try trio.all.database.psql("grant \(name)_shop to \(name)_pool")
        let enqueue =
            "select facteur.enqueue('password-reset', 'a@b.test', '{\"link\": \"\(OutboxFixture.link)\"}') as id"
        try await pool.sql.execute("begin")
        try await pool.sql.execute("set local role \(name)_shop")
        let ids = try await pool.sql.rows(enqueue) { row throws(OutboxError) in try row.message("id") }
        try await pool.sql.execute("commit")
        let message = try #require(ids.first)
        #expect(try await trio.shop.state(message) == "waiting")
        #expect(try await pool.state(message) == nil)
        let refused = await refusal { try await pool.sql.execute("set role \(name)_forum") }
        #expect(refused != nil)
        // A session's own settings make nobody another.
        try await pool.sql.execute("set application_name = '\(name)_shop'")
        #expect(try await pool.state(message) == nil)
    }

    @Test("What was enqueued before messages had owners stays anybody's, and its keys too")
    func before() async throws {
        let trio = try await Trio.make()
        let old = try await trio.shop.enqueue("a@b.test", ", dedup_key => 'order-1', supersede_key => 'client-1'")
        let taken = try await trio.shop.enqueue("b@b.test")
        try await trio.all.sql.execute("update facteur.message set owner = null")
        try await trio.all.sql.execute("update facteur.dedup set owner = ''")
        #expect(try await trio.forum.enqueue("a@b.test", ", dedup_key => 'order-1'") == old)
        #expect(try await trio.forum.state(old) == "waiting")
        #expect(try await trio.forum.value("facteur.cancel($1::uuid)", [Value(taken)]) == "true")
        try await trio.forum.enqueue("a@b.test", ", supersede_key => 'client-1'")
        #expect(try await trio.shop.state(old) == "superseded")
    }

    @Test("A newsletter's messages are those of whoever made the issue")
    func newsletters() async throws {
        let trio = try await Trio.make()
        let worker = try await trio.all.worker()
        try await trio.all.subscribe(["a@b.test"])
        _ = try await trio.shop.value(
            "facteur.create_newsletter('nouveautes', '{\"subject\": \"a\", \"text\": \"b\"}')")
        try await trio.all.promoteAll(worker)
        let message = try trio.all.id(await trio.all.value("select id from facteur.message"))
        #expect(try await trio.shop.state(message) == "waiting")
        #expect(try await trio.forum.state(message) == nil)
    }

    @Test(
        "The mail that Facteur itself makes is no producer's to enqueue, nor to take back",
        arguments: [
            "newsletter-confirmation", "newsletter-unsubscribed",
        ])
    func ownKinds(kind: String) async throws {
        let trio = try await Trio.make()
        let definition = KindDefinition(
            name: kind, lane: .transactional,
            parameters: [
                ParameterDefinition(name: "list", type: .string, isRequired: false, isSecret: false),
                ParameterDefinition(name: "confirm_link", type: .url, isRequired: false, isSecret: true),
                ParameterDefinition(name: "resubscribe_link", type: .url, isRequired: false, isSecret: true),
            ],
            retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"])
        try await PostgresInstallation(trio.all.database.settings).publish([definition])
        for call in [
            "facteur.enqueue('\(kind)', 'a@b.test')",
            "facteur.enqueue_many('[{\"kind\": \"\(kind)\", \"recipient\": \"a@b.test\"}]')",
        ] {
            let line = await refusal { _ = try await trio.shop.value(call) }
            #expect(line?.contains("is Facteur's own") == true, "\(line ?? "taken")")
        }
        try await trio.all.sql.execute("update facteur.installation set public_url = 'https://lettre.test'")
        if kind == "newsletter-confirmation" {
            _ = try await trio.all.value("facteur.set_list('lettre', double_opt_in => true)")
            #expect(try await trio.shop.value("facteur.subscribe('a@b.test', 'lettre')") == "true")
        } else {
            _ = try await trio.shop.value("facteur.subscribe('a@b.test', 'autre')")
            let token = try await trio.all.value("select token from facteur.subscription")
            #expect(try await trio.all.value("facteur.leave_by_token($1, true)", [Value(token)]) == "true")
        }
        let message = try trio.all.id(await trio.all.value("select id from facteur.message where kind = '\(kind)'"))
        #expect(try await trio.shop.state(message) == nil)
        #expect(try await trio.shop.value("facteur.cancel($1::uuid)", [Value(message)]) == "false")
    }
}
