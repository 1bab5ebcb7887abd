import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What became of a producer's messages", .timeLimit(.minutes(2)))
struct EventTests {
    private let fixture: OutboxFixture
    private let worker: PostgresOutbox
    private let events: PostgresEvents

    init() async throws {
        fixture = try await OutboxFixture.make()
        worker = try await fixture.worker()
        events = PostgresEvents(fixture.database.settings)
    }

    private func number() async throws {
        while try await events.number(EventPace.batch) == EventPace.batch {}
    }

    /// `event recipient code enhanced reply`, of this session's messages behind a cursor.
    private func read(after cursor: Int64 = 0, most: Int = 1000) async throws -> [String] {
        try await number()
        return try await fixture.sql.rows(
            "select concat_ws(' ', event, recipient, code, enhanced, reply) as line from facteur.events_since($1, $2)",
            [Value(cursor), Value(most)]
        ) { row throws(OutboxError) in try row.string("line") }
    }

    private func settle(_ outcome: Outcome, code: Int? = 250, enhanced: String? = "2.0.0", reply: String = "Ok")
        async throws
    {
        _ = try await worker.settle(
            try await worker.claim(.transactional, limit: 100).map {
                Settlement($0, outcome, code: code, enhanced: enhanced, reply: reply)
            })
    }

    private func report(_ event: Report.Event, of id: MessageID, _ key: String) async throws {
        var report = Report(event)
        (report.code, report.enhanced, report.text) = (550, "5.1.1", "User unknown")
        report.references.add(id, .messageID)
        _ = try await PostgresReports(fixture.database.settings).take(report, source: "mail", key: key, suppress: false)
    }

    @Test("Each end is told once, with the server's words, in the order in which it came about")
    func ends() async throws {
        let id = try await fixture.enqueue("a@b.test")
        try await settle(.sent)
        try await fixture.enqueue("c@d.test")
        try await settle(.failed(suppress: false), code: 550, enhanced: "5.7.1", reply: "No")
        try await fixture.enqueue("e@f.test", ", supersede_key => 'k'")
        let last = try await fixture.enqueue("e@f.test", ", supersede_key => 'k'")
        _ = try await fixture.value("facteur.cancel($1::uuid)", [Value(last)])
        try await report(.bounced, of: id, "1")
        try await report(.bounced, of: id, "2")
        try await report(.complained, of: id, "3")
        let expected = [
            "sent a@b.test 250 2.0.0 Ok", "failed c@d.test 550 5.7.1 No", "superseded e@f.test", "cancelled e@f.test",
            "bounced a@b.test 550 5.1.1 User unknown", "complained a@b.test 550 5.1.1 User unknown",
        ]
        #expect(try await read() == expected)
        #expect(try await read() == expected)
        #expect(try await read(after: 2, most: 3) == Array(expected[2..<5]))
        #expect(try await read(after: 6) == [])
    }

    @Test("A message that goes again tells of nothing, and one in doubt of itself and then of its end")
    func doubt() async throws {
        let id = try await fixture.enqueue("a@b.test")
        try await settle(.inDoubt, code: nil, enhanced: nil, reply: "no answer")
        #expect(try await read() == ["in_doubt a@b.test no answer"])
        try await report(.delivered, of: id, "1")
        #expect(
            try await read(after: 1) == [
                "sent a@b.test", "delivered a@b.test 550 5.1.1 User unknown",
            ])
    }

    @Test("Whoever leaves a list is told to the role that had put them on it")
    func leaving() async throws {
        try await fixture.subscribe(["leserin@exemple.test"])
        _ = try await fixture.value("facteur.unsubscribe('leserin@exemple.test', 'nouveautes')")
        #expect(try await read() == ["unsubscribed leserin@exemple.test"])
    }

    @Test("A role reads of its own messages alone")
    func owners() async throws {
        let database = fixture.database
        let (own, other) = ("\(database.name)_own", "\(database.name)_other")
        func enqueue(_ name: String) -> String {
            "select facteur.enqueue('account-updated', '\(name)@b.test', '{\"changes\": [\"x\"]}');"
        }
        try database.psql(
            """
            create role \(own) login in role facteur_producer; create role \(other) login in role facteur_producer;
            set session authorization \(own); \(enqueue("own"))
            set session authorization \(other); \(enqueue("other")) \(enqueue("other"))
            """)
        try await settle(.sent)
        try await number()
        let read = "select string_agg(recipient, ' ' order by cursor) from facteur.events_since(0);"
        #expect(try database.psql("set session authorization \(own); \(read)") == "own@b.test")
        #expect(try database.psql("set session authorization \(other); \(read)") == "other@b.test other@b.test")
        for forbidden in ["table facteur.event", "table facteur.event_waiting", "select facteur.number_events(1)"] {
            #expect(throws: (any Error).self) { try database.psql("set session authorization \(own); \(forbidden);") }
        }
    }

    @Test(
        "A cursor that is none is refused, with what it has to be",
        arguments: [("-1", "1"), ("null", "1"), ("0", "0"), ("0", "null")])
    func refused(cursor: String, most: String) async throws {
        let line = await refusal { try await fixture.sql.execute("select facteur.events_since(\(cursor), \(most))") }
        #expect(try #require(line).contains("has to be"))
    }

    @Test("Once events are kept no longer, a cursor before them is refused, and 0 begins with the first that is kept")
    func retention() async throws {
        for recipient in ["a@b.test", "c@d.test", "e@f.test"] {
            try await fixture.enqueue(recipient)
            try await settle(.sent)
        }
        try await number()
        try await fixture.sql.execute("update facteur.event set at = at - interval '200 days' where cursor < 3")
        while try await events.tidy() {}
        #expect(try await read() == ["sent e@f.test 250 2.0.0 Ok"])
        #expect(try await read(after: 2) == ["sent e@f.test 250 2.0.0 Ok"])
        let line = await refusal { try await fixture.sql.execute("select facteur.events_since(1)") }
        #expect(try #require(line).contains("55000"))
    }

    @Test("Their number is rung for once a run, however many there are, and not where there are none")
    func bell() async throws {
        let url = fixture.database.url
        for _ in 0..<3 {
            try await fixture.enqueue()
            try await settle(.sent)
        }
        let rung = try run(
            "\(fixture.database.binaries)/psql -X -qAt '\(url)' -f -",
            input: """
                listen facteur_events;
                select facteur.number_events(100);
                select facteur.number_events(100);
                """)
        #expect(rung.matches(of: /facteur_events/).count == 1)
    }
}
