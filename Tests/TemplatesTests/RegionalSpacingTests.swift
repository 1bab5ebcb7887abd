import Mail
import Testing

@testable import Templates

@Suite("The spaces of a region")
struct RegionalSpacingTests {
    private func canadian(_ text: String, _ part: String = "html") -> String {
        Source(file: "kind/fr/\(part).mustache", text: text).respaced(for: .canadianFrench).text
    }

    @Test("Words between tags are set anew, the lines stay where they are")
    func words() {
        #expect(
            canadian("<p>Prêt\u{202F}?</p>\n<p>{{salutation}}\u{202F}!\n«\u{A0}{{list}}\u{A0}»\u{202F};</p>\n")
                == "<p>Prêt?</p>\n<p>{{salutation}}!\n«\u{A0}{{list}}\u{A0}»;</p>\n")
        #expect(canadian("Prêt\u{202F}?\n{{#a}}Oui\u{202F}!{{/a}}\n", "text") == "Prêt?\n{{#a}}Oui!{{/a}}\n")
    }

    @Test(
        "Tags, attributes, comments, styles and links stay as they are (F4)",
        arguments: [
            "<img alt=\"Prêt\u{202F}?\">", "<!-- Prêt\u{202F}? <b> x\u{202F}! -->",
            "<style>\n.a\u{202F}; b\u{202F}!\n</style>",
            "{{! Prêt\u{202F}? }}", "https://a.example/?a=1;b!c", "<a href=\"{{> x}}\u{202F}?\">",
            "<a href=\"https://a.example/?a;b\">", "<a title=\"a\u{202F}?", "{{a\u{202F}?", "<!-- a\u{202F}?",
        ])
    func hidden(text: String) {
        #expect(canadian(text) == text)
        #expect(canadian("a\u{202F}! " + text) == "a! " + text)
    }

    @Test("Angle brackets are words in a text part")
    func text() {
        #expect(canadian("<Prêt\u{202F}?>", "text") == "<Prêt?>")
    }

    @Test("A link ends at a space of any width")
    func link() {
        #expect(canadian("https://a.example/\u{A0}: b\u{202F}?", "text") == "https://a.example/\u{A0}: b?")
    }
}
