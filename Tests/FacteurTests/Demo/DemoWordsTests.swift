import Foundation
import Mail
import Postgres
import TestServers
import Testing

@testable import facteur

@Suite("The demo's page speaks French")
struct DemoWordsTests {
    @Test("Every kind that ships has a French name and says in French what it is for")
    func kinds() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: try TemplatesFolder.path(nil))
            .filter { $0 != "layouts" && !$0.contains(".") }
        #expect(folders.count >= 9)
        for name in folders {
            let kind = DemoKind(name: name, description: "What it is.", sample: "{}")
            #expect(kind.language == "fr" && kind.title != name, "\(name)")
        }
        let own = DemoKind(name: "parcel", description: "A parcel is on its way.", sample: "{}")
        #expect(own.language == "en" && own.title == "parcel" && own.description == "A parcel is on its way.")
    }

    @Test("Every outcome and every state has its words, typeset as French is (F1)")
    func words() {
        for outcome in Outcome.each where outcome.record.event != nil {
            #expect(DemoWords.outcomes[outcome.record.word] != nil, "\(outcome.record.word)")
            if outcome.record.isEnd { #expect(DemoWords.states[outcome.record.word] != nil, "\(outcome.record.word)") }
        }
        for state in ["waiting", "sending", "in_doubt", "bounced"] { #expect(DemoWords.states[state] != nil) }
        let texts =
            Array(DemoWords.states.values) + Array(DemoWords.outcomes.values)
            + DemoKind.french.values.flatMap { [$0.title, $0.description] }
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
