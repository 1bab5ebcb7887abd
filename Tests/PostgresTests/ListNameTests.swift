import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The name of a list", .timeLimit(.minutes(2)))
struct ListNameTests {
    /// What somebody writes who means `Lettre d’été`.
    static let slips = [
        "lettre d’été", " Lettre d’été", "Lettre  d’été", "LETTRE D’ÉTÉ", "Lettre d’e\u{301}te\u{301}",
        "Lettre\u{A0}d’été",
    ]

    @Test("A slip in it makes no second list: it is refused with the name that is meant", arguments: slips)
    func slip(name: String) async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'Lettre d’été')")
        let calls: [(String, [Value])] = [
            ("facteur.subscribe('b@b.test', $1)", [Value(name)]), ("facteur.set_list($1, 'Titre')", [Value(name)]),
            ("(facteur.import_subscribers($1, 'essai', '[]')).added", [Value(name)]),
            ("facteur.create_newsletter($1, '{\"subject\": \"S\", \"text\": \"T\"}')", [Value(name)]),
        ]
        for (call, values) in calls {
            let line = await refusal { _ = try await fixture.value(call, values) }
            #expect(line?.contains("Lettre d’été") == true, "\(call): \(line ?? "taken")")
        }
        #expect(try await fixture.value("select count(*) from facteur.list") == "1")
    }

    @Test("A list that is known by its own name is never taken for another")
    func own() async throws {
        let fixture = try await OutboxFixture.make()
        for name in ["lettre", "pro", "lettre 2"] {
            #expect(try await fixture.value("facteur.subscribe('a@b.test', $1)", [Value(name)]) == "true")
        }
        #expect(try await fixture.value("facteur.unsubscribe('a@b.test', 'pro')") == "true")
    }

    @Test(
        "Whoever unsubscribes somebody to no effect is told why",
        arguments: [
            ("'a@b.test', 'lettre'", "has left the list already"), ("'b@b.test', 'lettre'", "never on the list"),
            ("'b@b.test ', 'lettre'", "ends with a space"), ("'a@b.test', 'letre'", "list ''letre'' is unknown"),
            ("'a@b.test', 'Lettre'", "there is ''lettre''"), ("null, 'lettre'", "the address"),
            ("'a@b.test', null", "unknown"),
        ])
    func notices(arguments: String, notice: String) async throws {
        let fixture = try await OutboxFixture.make()
        _ = try await fixture.value("facteur.subscribe('a@b.test', 'lettre')")
        _ = try await fixture.value("facteur.unsubscribe('a@b.test', 'lettre')")
        let told = try fixture.database.psql("select facteur.unsubscribe(\(arguments));")
        #expect(told.contains("NOTICE:  facteur: "), "\(told)")
        #expect(told.contains(notice.replacing("''", with: "'")), "\(told)")
        #expect(told.hasSuffix("f"), "\(told)")
    }
}
