import FoundationEssentials
import Testing

@testable import Templates

@Suite("The page about what an editor can say")
struct EditorPageTests {
    private static func section() throws -> [Substring] {
        let page = try String(
            contentsOfFile: #filePath.replacing(
                "Tests/TemplatesTests/Markdown/EditorPageTests.swift", with: "docs/newsletters.md"),
            encoding: .utf8)
        return page.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { $0 != "## What an editor can say" }.dropFirst().prefix { !$0.hasPrefix("## ") }
    }

    private static func examples() throws -> [String] {
        try section().split(separator: "```").compactMap { lines in
            lines.firstIndex(of: "```markdown").map { lines[($0 + 1)...].joined(separator: "\n") }
        }
    }

    @Test("Each of its examples is sound, and each block has one")
    func examples() throws {
        let examples = try Self.examples()
        #expect(examples.count == 6)
        for example in examples {
            #expect(Markdown.faults(in: example).map(\.description) == [], "\(example)")
            let markdown = Markdown(example)
            #expect(MarkupTokens.fault(of: markdown.html) == nil, "\(example)")
            #expect(!markdown.text.contains(":::"), "\(example)")
        }
        for kind in BlockKind.allCases {
            #expect(examples.contains { $0.contains(":::\(kind.rawValue)\n") }, "\(kind)")
        }
    }

    @Test("Its table says of each block what the code says", arguments: BlockKind.allCases)
    func rules(kind: BlockKind) throws {
        let rows = try Self.section().filter { $0.hasPrefix("| `\(kind.rawValue)` |") }
        #expect(rows.count == 1)
        let cells = rows.first?.dropFirst().split(separator: "|").map { $0.trimmed } ?? []
        try #require(cells.count == 5)
        let rules = kind.rules
        #expect(cells[1] == rules.needed.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        #expect(cells[2] == rules.optional.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        #expect(cells[4] == rules.places.map { $0.map { "`\($0.rawValue)`" } ?? "letter" }.joined(separator: ", "))
    }

    @Test("It names each tint")
    func tints() throws {
        let words = try Self.section().joined(separator: "\n")
        for tint in BlockTint.allCases { #expect(words.contains("`\(tint.rawValue)`"), "\(tint)") }
    }
}
