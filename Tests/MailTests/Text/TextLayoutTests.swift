import Testing

@testable import Mail

@Suite("The lines of a text part")
struct TextLayoutTests {
    @Test("A line that fits stays as it is, accents not counted twice")
    func fits() {
        let line = String(repeating: "é", count: 76)
        #expect(TextLayout.wrapped(line) == line + "\n")
        let spaced = "  deux  espaces  "
        #expect(TextLayout.wrapped(spaced) == spaced + "\n")
    }

    @Test("A long line is broken at plain spaces, never at a non-breaking one (H11)")
    func breaks() {
        let words = String(repeating: "mot ", count: 18)
        #expect(TextLayout.wrapped(words + "14\u{A0}h\u{A0}05 fin") == words.dropLast() + "\n14\u{A0}h\u{A0}05 fin\n")
        let many = String(repeating: "mot ", count: 500) + "fin"
        let lines = TextLayout.wrapped(many).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 76 })
        #expect(lines.joined(separator: " ") == many)
    }

    @Test("The items of a list stay indented, and are not parted from their mark")
    func list() {
        let words = String(repeating: "mot ", count: 18).dropLast()
        #expect(TextLayout.wrapped("- \(words) \(words) fin") == "- \(words)\n  \(words)\n  fin\n")
        let word = String(repeating: "x", count: 100)
        #expect(TextLayout.wrapped("- \(word)") == "- \(word)\n")
        #expect(TextLayout.wrapped("un \(word) fin") == "un\n\(word)\nfin\n")
    }

    @Test(
        "Items within items and quotations begin each line as the first",
        arguments: ["  - ", "> ", "> > ", "> - ", "   "])
    func nested(mark: String) {
        let words = String(repeating: "mot ", count: 18).dropLast()
        let lead = mark.map { $0 == "-" ? " " : String($0) }.joined()
        #expect(TextLayout.wrapped("\(mark)\(words) \(words) fin") == "\(mark)\(words)\n\(lead)\(words)\n\(lead)fin\n")
    }

    @Test("A beginning without an end is not written again on every line", arguments: [" ", ">", "> ", "- "])
    func endlessMark(unit: String) {
        let text = String(repeating: unit, count: 20_000) + String(repeating: "mot ", count: 5_000)
        #expect(TextLayout.wrapped(text).utf8.count < 2 * text.utf8.count)
    }

    @Test("Blank lines at the ends go, those within stay")
    func blank() {
        #expect(TextLayout.wrapped("\n\nun\n\n\ndeux\n\n") == "un\n\n\ndeux\n")
    }
}
