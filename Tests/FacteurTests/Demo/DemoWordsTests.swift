import Foundation
import Mail
import Postgres
import Templates
import TestServers
import Testing

@testable import facteur

@Suite("The demo's page speaks French")
struct DemoWordsTests {
    @Test("Every kind that ships has a French name and says in French what it is for")
    func kinds() throws {
        let kinds = try Self.kindsThatShip()
        #expect(kinds.count >= 9)
        for kind in kinds { #expect(kind.language == "fr" && kind.title != kind.name, "\(kind.name)") }
        let own = DemoKind(name: "parcel", description: "A parcel is on its way.", sample: "{}")
        #expect(own.language == "en" && own.title == "parcel" && own.description == "A parcel is on its way.")
    }

    private static func kindsThatShip() throws -> [DemoKind] {
        let library = try TemplateLibrary(
            directory: try TemplatesFolder.path(nil), shop: ShopSettings(Settings(values: [:])),
            webPublicURL: "https://lettres.boutique.example")
        return library.kinds.compactMap { library.kind(named: $0.name) }.map {
            DemoKind(name: $0.definition.name, description: $0.description, sample: "{}")
        }
    }

    @Test("Every outcome, every state and every kind has its words, typeset as French is (F1)")
    func words() throws {
        for outcome in Outcome.each where outcome.record.event != nil {
            #expect(DemoWords.outcomes[outcome.record.word] != nil, "\(outcome.record.word)")
            if outcome.record.isEnd { #expect(DemoWords.states[outcome.record.word] != nil, "\(outcome.record.word)") }
        }
        for state in ["waiting", "sending", "in_doubt", "bounced"] { #expect(DemoWords.states[state] != nil) }
        let texts =
            Array(DemoWords.states.values) + Array(DemoWords.outcomes.values)
            + (try Self.kindsThatShip().flatMap { [$0.title, $0.description] })
        for text in texts {
            #expect(
                text.firstMatch(of: /[^\u{202F}][;!?]/) == nil && text.firstMatch(of: /[^\u{00A0}]:/) == nil, "\(text)")
            #expect(!text.contains("'"), "\(text)")
        }
    }

    @Test(
        "A wait is said as people say it",
        arguments: [
            (5, "5 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3600, "1 h"), (5400, "1 h 30"), (3900, "1 h 05"),
        ])
    func wait(seconds: Int64, expected: String) {
        #expect(DemoWords.wait(seconds: seconds) == expected.replacing(" ", with: "\u{00A0}"))
    }

    @Test("The page's own words are typeset as French is, and none is English")
    func page() throws {
        for file in ["demo.html", "demo.js"] {
            var text = try Repository.text("Sources/facteur/Demo/Page/\(file)")
            if file.hasSuffix(".js") { text = Self.strings(in: text) }
            for match in text.matches(of: /\p{L} [;!?:]/) { Issue.record("\(file): a plain space in \"\(match.0)\"") }
        }
    }

    /// What a script says: its texts, without the code in them.
    private static func strings(in script: String) -> String {
        script.replacing(/\$\{[^}]*\}/, with: "").matches(of: /"[^"\n]*"|'[^'\n]*'|`[^`]*`/).map { String($0.0) }
            .joined(separator: "\n")
    }
}
