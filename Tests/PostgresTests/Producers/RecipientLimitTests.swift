import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A recipient gets as many of a kind as its limit lets through", .timeLimit(.minutes(2)))
struct RecipientLimitTests {
    /// Three in a quarter of an hour: of `code` more is refused, of `question` dropped.
    static func kind(_ name: String, _ excess: RecipientLimit.Excess?) -> KindDefinition {
        KindDefinition(
            name: name, lane: .transactional,
            parameters: [ParameterDefinition(name: "code", type: .string, isRequired: false, isSecret: true)],
            retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"],
            limit: excess.map { RecipientLimit(most: 3, period: .seconds(900), excess: $0) })
    }

    private static func make() async throws -> OutboxFixture {
        let fixture = try await OutboxFixture.make()
        try await PostgresInstallation(fixture.database.settings).publish([
            kind("code", .refuse), kind("question", .drop), kind("free", nil),
        ])
        return fixture
    }

    private func enqueue(
        _ kind: String, _ fixture: OutboxFixture, to recipient: String = "client@exemple.test", _ more: String = ""
    ) async throws -> MessageID {
        try fixture.id(
            await fixture.value("facteur.enqueue('\(kind)', $1, '{\"code\": \"123\"}'\(more))", [Value(recipient)]))
    }

    @Test("The fourth is refused, in whatever spelling of the address; other kinds and other people are not concerned")
    func refused() async throws {
        let fixture = try await Self.make()
        for recipient in ["client@exemple.test", "Client@Exemple.test", "CLIENT@exemple.test"] {
            _ = try await enqueue("code", fixture, to: recipient)
        }
        let line = await refusal { _ = try await enqueue("code", fixture) }
        #expect(line == "recipient is over the limit of 3 per 15m (kind code)")
        _ = try await enqueue("code", fixture, to: "autre@exemple.test")
        for _ in 0..<5 { _ = try await enqueue("free", fixture) }
        #expect(try await fixture.value("select count(*) from facteur.message where kind = 'code'") == "4")
    }

    @Test("What is dropped has an id and the state limited, holds no secret, and takes no waiting message's place")
    func dropped() async throws {
        let fixture = try await Self.make()
        for _ in 0..<3 { _ = try await enqueue("question", fixture, ", supersede_key => 'k'") }
        let last = try await enqueue("question", fixture, ", supersede_key => 'k', dedup_key => 'd'")
        #expect(try await fixture.state(last) == "limited")
        #expect(try await enqueue("question", fixture, ", dedup_key => 'd'") == last)
        #expect(try await fixture.value("select count(*) from facteur.message_secret") == "1")
        let worker = try await fixture.worker()
        let claims = try await worker.claim(.transactional, limit: 10)
        #expect(claims.count == 1 && claims.first?.status == .due)
        #expect(try await fixture.value("facteur.cancel($1::uuid)", [Value(last)]) == "false")
        let counts = try await worker.limitedLately(within: .seconds(60))
        #expect(counts == [LimitedCount(kind: "question", lane: .transactional, lately: 1, lastHour: 1)])
    }

    @Test("enqueue_many counts each of its elements")
    func many() async throws {
        let fixture = try await Self.make()
        func many(_ kind: String, _ count: Int) async throws -> [MessageID] {
            let one = "{\"kind\": \"\(kind)\", \"recipient\": \"client@exemple.test\"}"
            let all = Array(repeating: one, count: count).joined(separator: ",")
            return try await fixture.sql.rows(
                "select facteur.enqueue_many($1::jsonb) as id", [Value("[\(all)]")]
            ) { row throws(OutboxError) in try row.message("id") }
        }
        let line = await refusal { _ = try await many("code", 4) }
        #expect(line == "message 3: recipient is over the limit of 3 per 15m (kind code)")
        // All or nothing, of the ledger too.
        #expect(try await many("code", 3).count == 3)
        var states: [String?] = []
        for message in try await many("question", 5) { states.append(try await fixture.state(message)) }
        #expect(states == ["waiting", "waiting", "waiting", "limited", "limited"])
    }

    @Test("What is rolled back does not count, nor a duplicate, nor what is older than the period")
    func uncounted() async throws {
        let fixture = try await Self.make()
        try fixture.database.psql(
            "begin; select facteur.enqueue('code', 'client@exemple.test') from generate_series(1, 3); rollback;")
        for _ in 0..<5 { _ = try await enqueue("code", fixture, ", dedup_key => 'd'") }
        for _ in 0..<2 { _ = try await enqueue("code", fixture) }
        #expect(await refusal { _ = try await enqueue("code", fixture) } != nil)
        try await fixture.sql.execute(
            """
            update facteur.limit_ledger set until = now() - interval '1 second',
                taken = array(select t - interval '15 minutes 1 second' from unnest(taken) t)
            """)
        _ = try await enqueue("code", fixture, to: "autre@exemple.test")
        let worker = try await fixture.worker()
        _ = try await worker.tidy()
        #expect(try await fixture.value("select count(*) from facteur.limit_ledger") == "1")
        _ = try await enqueue("code", fixture)
    }

    @Test(
        "A kind whose kind.yaml has no limit any more has none; an older program that publishes its kinds changes none")
    func published() async throws {
        let fixture = try await Self.make()
        let query = "select limit_most || ' ' || limit_excess from facteur.kind where name = 'code'"
        #expect(try await fixture.value(query) == "3 refuse")
        try await fixture.sql.execute(
            "select facteur.publish_kinds('[{\"name\": \"code\", \"lane\": \"transactional\", \"parameters\": []}]')")
        #expect(try await fixture.value(query) == "3 refuse")
        try await PostgresInstallation(fixture.database.settings).publish([Self.kind("code", nil)])
        #expect(try await fixture.value(query) == nil)
    }
}
