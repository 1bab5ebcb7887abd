import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What everybody may read", .timeLimit(.minutes(2)))
struct ArchiveTests {
    /// Two lists, of which `nouveautes` is public, and its issues: one that has begun, one that will, one that was cancelled on its way.
    private static func fixture() async throws -> (fixture: OutboxFixture, issues: [MessageID]) {
        let fixture = try await OutboxFixture.make()
        try await fixture.subscribe(["a@b.test"])
        try await fixture.subscribe(["a@b.test"], to: "pro")
        try fixture.database.psql(
            "update facteur.list set is_public = true, title = 'Les nouveautés' where name = 'nouveautes'")
        var issues: [MessageID] = []
        for _ in 1...3 { issues.append(try await fixture.createNewsletter()) }
        let other = try await fixture.value(
            "facteur.create_newsletter('pro', $1::jsonb)", [Value(#"{"subject": "Pro", "text": "Bonjour"}"#)])
        let made = other.flatMap { MessageID($0) }
        issues.append(try #require(made))
        for (issue, more) in [(issues[0], ""), (issues[2], ", cancelled_at = now()"), (issues[3], "")] {
            try fixture.database.psql(
                "update facteur.newsletter set started_at = '2026-11-25T10:00:00Z', last = 0\(more) where id = '\(issue)'"
            )
        }
        return (fixture, issues)
    }

    /// The database as the endpoint's own user sees it.
    private static func webSettings(_ fixture: OutboxFixture) throws -> DatabaseSettings {
        let user = "\(fixture.database.name)_web"
        try fixture.database.psql("create user \(user) in role facteur_web password 'p'")
        var settings = fixture.database.settings
        settings.url = "postgresql://\(user)@\(fixture.database.url.split(separator: "@")[1])"
        settings.password = DatabaseSettings.Password("p")
        return settings
    }

    @Test("A public list shows what has begun to go out, and neither what is to come nor what was cancelled")
    func list() async throws {
        let (fixture, issues) = try await Self.fixture()
        let archive = PostgresArchive(try Self.webSettings(fixture))
        let list = try #require(try await archive.list(named: "nouveautes"))
        #expect(list.title == "Les nouveautés" && list.issues == 1)
        let entries = try await archive.issues(of: "nouveautes", after: 0, limit: 50)
        #expect(entries.map(\.id) == [issues[0]])
        #expect(entries.first?.publishedAt == Timestamp(rfc3339: "2026-11-25T10:00:00Z"))
        #expect(try await archive.issues(of: "nouveautes", after: 1, limit: 50).isEmpty)
        for other in ["pro", "inconnu", "Nouveautes", ""] {
            #expect(try await archive.list(named: other) == nil)
            #expect(try await archive.issues(of: other, after: 0, limit: 50).isEmpty)
        }
    }

    @Test(
        "An issue that has begun is read by its address, also of a list that is not public, and also where it was cancelled"
    )
    func issue() async throws {
        let (fixture, issues) = try await Self.fixture()
        let archive = PostgresArchive(fixture.database.settings)
        let open = try #require(try await archive.issue(issues[0]))
        #expect(open.isPublic && open.issue.list?.name == "nouveautes" && open.issue.list?.title == "Les nouveautés")
        #expect(open.issue.content.contains("Printemps"))
        #expect(try await archive.issue(issues[1]) == nil)
        #expect(try await archive.issue(issues[2])?.isPublic == false)
        #expect(try await archive.issue(issues[3])?.isPublic == false)
        #expect(try await archive.issue(MessageID(high: 1, low: 2)) == nil)
    }

    @Test("A picture is stored once by content, and comes back to the byte")
    func image() async throws {
        let fixture = try await OutboxFixture.make()
        let operators = OutboxAdministration(fixture.database.settings, person: "marie@mail1")
        let content = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
        let png = try ImageMeasure(Self.png(content))
        let bytes = Self.png(content)
        let hash = try await operators.addImage(bytes, png, alt: " Une tasse ")
        #expect(hash.utf8.count == 64)
        #expect(try await operators.addImage(bytes, png, alt: "Une tasse bleue") == hash)
        let stored = try await operators.images(limit: 10)
        #expect(stored.map(\.alt) == ["Une tasse bleue"] && stored.map(\.bytes) == [bytes.count])
        #expect(stored.first?.width == 7 && stored.first?.height == 9 && stored.first?.mediaType == "image/png")
        let archive = PostgresArchive(fixture.database.settings)
        #expect(try await archive.image(hash) == HostedImage(format: .png, content: bytes))
        #expect(try await archive.image(String(repeating: "0", count: 64)) == nil)
        #expect(
            try fixture.database.psql("select string_agg(distinct person || ' ' || action, ',') from facteur.audit")
                == "marie@mail1 newsletter image add")
    }

    /// What the schema refuses by itself.
    private static let refused = [
        "'', 'image/png', 1, 1, ''", "'a', 'image/svg+xml', 1, 1, ''", "'a', 'image/png', 4001, 1, ''",
        "'a', 'image/png', 1, 0, ''", "'a', 'image/png', 1, 1, null", "'a', 'image/png', 1, 1, E'a\\nb'",
        "convert_to(repeat('a', 1048577), 'UTF8'), 'image/png', 1, 1, ''",
    ]

    @Test("What no picture may be is refused by the schema, too", arguments: refused)
    func refusal(arguments: String) async throws {
        let fixture = try await OutboxFixture.make()
        await #expect(throws: OutboxError.self) { _ = try await fixture.value("facteur.add_image(\(arguments))") }
        #expect(try await fixture.value("select count(*) from facteur.image") == "0")
    }

    /// A PNG of 7 by 9 pixels that holds these bytes.
    private static func png(_ content: [UInt8]) -> [UInt8] {
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            [0, 0, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + Array(name.utf8) + data + [0, 0, 0, 0]
        }
        return [0x89] + Array("PNG\r\n\u{1A}\n".utf8)
            + chunk("IHDR", [0, 0, 0, 7, 0, 0, 0, 9, 8, 6, 0, 0, 0]) + chunk("IDAT", content) + chunk("IEND", [])
    }
}
