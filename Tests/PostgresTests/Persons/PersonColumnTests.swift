import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Every column that may hold something of a person", .timeLimit(.minutes(5)))
struct PersonColumnTests {
    static let seeded = PersonColumn.all.filter { if case .impersonal = $0.rule { false } else { true } }

    /// The schema's columns of text, JSON and bytes, as `table.column`.
    private static func columns(_ fixture: OutboxFixture) async throws -> [String] {
        try await fixture.value(
            """
            select string_agg(c.table_name || '.' || c.column_name, ' ' order by 1)
            from information_schema.columns c
            join pg_class r on r.relname = c.table_name and r.relnamespace = 'facteur'::regnamespace
            where c.table_schema = 'facteur' and r.relkind in ('r', 'p') and not r.relispartition
                and (c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'xml', 'inet', 'ARRAY')
                    or c.data_type = 'USER-DEFINED' and c.udt_name not in ('lane', 'outcome'))
            """)?.split(separator: " ").map(String.init) ?? []
    }

    @Test("Each has a rule: a new column says what an export shows of it, and what an erasure leaves")
    func complete() async throws {
        let fixture = try await OutboxFixture.make()
        let columns = try await Self.columns(fixture)
        #expect(columns.count > 60)
        let named = Set(PersonColumn.all.map(\.name))
        for column in columns { #expect(named.contains(column), "\(column) has no rule in PersonColumn.swift") }
        // A rule of a table that is there is of one of its columns.
        let tables = Set(columns.map { $0.prefix { $0 != "." } })
        for column in PersonColumn.all where tables.contains(column.table[...]) {
            #expect(columns.contains(column.name), "\(column.name) is no column")
        }
        #expect(named.count == PersonColumn.all.count)
    }

    @Test(
        "What stands in one is shown by an export, secrets aside, and is nowhere after an erasure",
        arguments: seeded.map(\.name))
    func cleared(name: String) async throws {
        let fixture = try await OutboxFixture.make()
        let column = try #require(PersonColumn.all.first { $0.name == name })
        guard try await fixture.value("to_regclass('facteur.\(column.table)')") != nil else { return }
        let records = PersonRecords(fixture.database.settings)
        try await Self.makePerson(fixture)
        let (seed, isSecret) =
            switch column.rule {
            case .personal(let seed): (seed, false)
            case .secret(let seed): (seed, true)
            case .impersonal: ("", false)
            }
        // A word that stands nowhere else, or the address where that is what the column holds.
        let mark = seed.contains("MARK") ? "canari-\(column.table)" : "camille@client.test"
        try fixture.database.psql(seed.replacing("MARK", with: mark))
        #expect(try await Self.places(of: mark, fixture).contains(name), "the seed put nothing there")
        let export = try await records.export("Camille@client.test")
        #expect(export.contains(mark) != isSecret, "\(export)")
        let erasure = try await records.erase("camille@Client.test", reason: nil)
        #expect(erasure.underWay == 0 && erasure.named == 0)
        let rest = try await Self.places(of: "camille@client.test", fixture)
        #expect(rest.isEmpty, "the address still stands in \(rest)")
        // Words beside the address, which others chose, may stay; what was the person's own may not.
        if !seed.contains("camille@client.test MARK"), !seed.contains("MARK camille@client.test"),
            !seed.contains("MARK <"),
            !seed.contains("MARK Camille")
        {
            let rest = try await Self.places(of: mark, fixture)
            #expect(rest.isEmpty, "\(mark) still stands in \(rest)")
        }
    }

    /// Somebody who got a message, is on a list, and of whom something was reported.
    private static func makePerson(_ fixture: OutboxFixture) async throws {
        let worker = try await fixture.worker()
        let message = try await fixture.enqueue("camille@client.test")
        _ = try await worker.settle(try await worker.claim(.transactional, limit: 1).map { Settlement($0, .sent) })
        try await worker.retire()
        try await fixture.subscribe(["camille@client.test"])
        try await fixture.sql.execute(
            """
            insert into facteur.report (source, key, event, message, recipient, reply, effect)
                values ('mail', 'k', 'delivered', $1::uuid, 'camille@client.test', 'ok', 'noted')
            """, [Value(message)])
    }

    /// In which columns a word stands, in any case.
    private static func places(of word: String, _ fixture: OutboxFixture) async throws -> [String] {
        var places: [String] = []
        for column in try await columns(fixture) {
            let parts = column.split(separator: ".")
            let count = try await fixture.value(
                "select count(*) from facteur.\(parts[0]) t where strpos(lower(t.\(parts[1])::text), lower($1)) > 0",
                [Value(word)])
            if count != "0" { places.append(column) }
        }
        return places
    }
}
