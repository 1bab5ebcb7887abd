import Testing

@testable import Templates

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
        let lines = TextLayout.wrapped(String(repeating: "mot ", count: 500)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 76 })
        #expect(lines.joined(separator: " ") == String(repeating: "mot ", count: 500).dropLast())
    }

    @Test("The items of a list stay indented")
    func list() {
        let item = "- " + String(repeating: "mot ", count: 20)
        #expect(TextLayout.wrapped(item) == "- " + String(repeating: "mot ", count: 18).dropLast() + "\n  mot mot\n")
    }

    @Test("Blank lines at the ends go, those within stay")
    func blank() {
        #expect(TextLayout.wrapped("\n\nun\n\n\ndeux\n\n") == "un\n\n\ndeux\n")
    }
}
