import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Migrations", .timeLimit(.minutes(2)))
struct MigrationTests {
    @Test("Migrating twice is harmless, and says what it did")
    func twice() async throws {
        let database = try await TestDatabase.make(isMigrated: false)
        let migrator = Migrator(database.settings)
        #expect(
            await refusal { try await migrator.verify() } == "database: the schema is missing: run `facteur migrate`")
        #expect(try await migrator.migrate() == Migration.all.map(\.title))
        #expect(try await migrator.migrate().isEmpty)
        try await migrator.verify()
    }

    @Test("Two programs that migrate at once get in nobody's way")
    func concurrently() async throws {
        let database = try await TestDatabase.make(isMigrated: false)
        let titles = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<3 { group.addTask { try await Migrator(database.settings).migrate() } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(titles.sorted() == Migration.all.map(\.title))
        try await Migrator(database.settings).verify()
    }

    @Test("A schema newer than the program is refused by migrate and by verify")
    func newer() async throws {
        let database = try await TestDatabase.make()
        let older = Migrator(database.settings, migrations: Array(Migration.all.dropLast()))
        let line =
            "database: the schema is newer than this program (step \(Migration.all.count)): install its newer version"
        #expect(await refusal { _ = try await older.migrate() } == line)
        #expect(await refusal { try await older.verify() } == line)
    }

    @Test("A schema older than the program is refused by verify and brought up by migrate")
    func older() async throws {
        let database = try await TestDatabase.make()
        let next = Migration(number: Migration.all.count + 1, name: "next", body: "create table facteur.next ();")
        let newer = Migrator(database.settings, migrations: Migration.all + [next])
        let line = await refusal { try await newer.verify() }
        #expect(line?.hasPrefix("database: the schema is older than this program, \(next.title) is missing") == true)
        #expect(try await newer.migrate() == [next.title])
        try await newer.verify()
    }

    @Test("A step that was changed after it was applied is noticed")
    func changed() async throws {
        let database = try await TestDatabase.make()
        var migrations = Migration.all
        migrations[2] = Migration(number: 3, name: "faults", body: migrations[2].body + "-- changed")
        let migrator = Migrator(database.settings, migrations: migrations)
        #expect(
            await refusal { try await migrator.verify() }?.contains("0003 faults is not the one that was applied")
                == true)
    }

    @Test("A step that fails leaves nothing behind and is named")
    func failing() async throws {
        let database = try await TestDatabase.make()
        let next = Migration(
            number: Migration.all.count + 1, name: "broken", body: "create table facteur.half (); select 1 / 0;")
        let migrator = Migrator(database.settings, migrations: Migration.all + [next])
        #expect(await refusal { _ = try await migrator.migrate() }?.contains("in migration \(next.title)") == true)
        #expect(try database.psql("select to_regclass('facteur.half')") == "")
        try await Migrator(database.settings).verify()
    }

    @Test("The printed script does the same in psql")
    func script() async throws {
        let database = try await TestDatabase.make(isMigrated: false)
        try database.psql(Migrator.script)
        try await Migrator(database.settings).verify()
    }

    @Test("Every file is a step, in its order")
    func files() throws {
        let files = try Repository.files(in: "Sources/Postgres/SQL/Migrations")
        let names = Migration.all.map { $0.title.split(separator: " ").joined(separator: "_") + ".sql" }
        #expect(files == names)
    }

    @Test("No function in the schema is longer than 50 lines, but for the one that is a statement with its arrays")
    func lengths() async throws {
        let database = try await TestDatabase.make()
        let long = try database.psql(
            """
            select proname from pg_proc
                where pronamespace = 'facteur'::regnamespace and cardinality(string_to_array(prosrc, E'\\n')) > 50 order by 1;
            """)
        #expect(long.split(separator: "\n") == ["store_outcomes"])
    }

    @Test(
        "The tables of the queue end with the columns of ready, in their order",
        arguments: ["scheduled", "lease", "in_doubt"])
    func columns(table: String) async throws {
        let database = try await TestDatabase.make()
        func columns(of table: String) throws -> [Substring] {
            try database.psql(
                """
                select attname || ' ' || atttypid::regtype from pg_attribute
                    where attrelid = 'facteur.\(table)'::regclass and attnum > 0 and not attisdropped order by attnum;
                """
            ).split(separator: "\n")
        }
        let queue = try columns(of: "ready")
        #expect(queue.count > 8)
        #expect(try columns(of: table).suffix(queue.count) == queue[...])
    }

    @Test("Every statement is accepted by the server")
    func statements() async throws {
        let database = try await TestDatabase.make()
        let session = DatabaseSession(settings: database.settings)
        let room = "Sources/Postgres/"
        let bound = try Repository.text(of: room + "Statement.swift")
        let names = try Repository.files(in: room + "SQL/Statements")
        #expect(names.count > 40)
        for name in names {
            let statement = try Repository.text(of: room + "SQL/Statements/" + name)
            let line = await refusal {
                try await session.execute("prepare a\(name.prefix { $0 != "." }) as \(statement)")
            }
            #expect(line == nil, "\(name)")
            #expect(bound.contains("PackageResources.\(name.split(separator: ".").joined(separator: "_"))"), "\(name)")
        }
    }

    @Test("Publishing kinds again changes only what is new in them")
    func kinds() async throws {
        let fixture = try await OutboxFixture.make()
        let publisher = PostgresInstallation(fixture.database.settings)
        let before = try await fixture.value(
            "select string_agg(published_at::text, ' ' order by name) from facteur.kind")
        try await publisher.publish(OutboxFixture.kinds)
        #expect(
            try await fixture.value("select string_agg(published_at::text, ' ' order by name) from facteur.kind")
                == before
        )
        var kind = OutboxFixture.kinds[0]
        kind.expiresAfter = .seconds(3600)
        kind.name = "odd \"name\"\n"
        try await publisher.publish([kind])
        #expect(try await fixture.value("select count(*) from facteur.kind") == "4")
        let expiry = "select expires_after::text from facteur.kind where name = $1"
        #expect(try await fixture.value(expiry, [Value(kind.name)]) == "01:00:00")
    }
}
