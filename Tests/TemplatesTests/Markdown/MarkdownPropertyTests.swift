import Testing

@testable import Templates

@Suite("Whatever an editor writes")
struct MarkdownPropertyTests {
    /// What random texts are made of: signs of Markdown, of HTML and of blocks, among words.
    private static let pieces =
        [
            "\n", "\n\n", "\r\n", " ", "  ", "    ", "\t", "mot ", "été ", "« un »", "\u{A0}: ", "\u{202F}!",
            "\u{202E}", "\0",
            "*", "**", "_", "__", "~~", "`", "``", "```\n", "~~~\n", "# ", "## ", "### ", "> ", "- ", "* ", "1. ",
            "9) ", "---\n",
            "===\n", "| ", "|a|b|\n|-|-|\n", "[", "]", "(", ")", "![", "](", "[a](https://b.example/a)",
            "![a](https://b.example/a)",
            "[a]: https://b.example/a \"b\"\n", "[a]", "<", ">", "\"", "'", "&", "&amp;", "&#0;", "&lt;b&gt;", "<b>",
            "</td>", "</table>",
            "<!--", "-->", "<!--[if mso]>", "<![endif]-->", "<script>", "<style>", "<a href=\"", "https://b.example/",
            "javascript:a",
            "www.b.example", "a@b.example", "\\", "\u{F0000}", "\u{F0002}", "\u{F0002}0\u{F0002}", "{{name}}", "$", "%",
        ]
        + [
            ":::", "\n:::\n", "\n:::\n", "\n:::\n", "link: https://b.example/a\n", "link: javascript:a\n",
            "source: https://b.example/a.png\n", "picture: https://b.example/\"a'.png\n", "alt: <b>\"un\" 'deux'\n",
            "width: 240\n",
            "width: -1\n", "price: 24 €\n", "tint: warm\n", "tint: \"\n", "\n:::bouton\n", ":::note ",
        ] + BlockKind.allCases.flatMap { Array(repeating: "\n:::\($0.rawValue)\n", count: 2) }

    @Test(
        "comes out as balanced HTML of our own elements, without a mark, and its faults have a place",
        arguments: UInt64(0)..<8)
    func harmless(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<250 {
            let count = Int.random(in: 1...60, using: &random)
            let source = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            let markdown = Markdown(source)
            #expect(MarkupTokens.fault(of: markdown.html) == nil, "\(source.debugDescription)")
            for link in markdown.html.matches(of: #/(?:href|src)="([^"]*)"/#) {
                let isKnown = ["https://", "mailto:"].contains { link.1.hasPrefix($0) }
                #expect(isKnown, "\(source.debugDescription)")
            }
            for part in [markdown.html, markdown.text] {
                #expect(!part.unicodeScalars.contains("\u{F0002}"), "\(source.debugDescription)")
            }
            let lines = source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            for fault in Markdown.faults(in: source) {
                #expect(
                    lines.indices.contains(fault.line - 1) && fault.column >= 1, "\(source.debugDescription): \(fault)")
            }
        }
    }

    @Test("Each line of sound blocks may be taken out: what is left is a letter")
    func halves() throws {
        let lines = try RichIssueTests.source().split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices {
            var left = lines
            left.remove(at: index)
            let source = left.joined(separator: "\n")
            #expect(MarkupTokens.fault(of: Markdown(source).html) == nil, "without line \(index + 1)")
            if lines[index].hasPrefix(":::") {
                #expect(!Markdown.faults(in: source).isEmpty, "without line \(index + 1)")
            }
        }
    }

    @Test("Blocks within each other end at a depth that no stack minds, and take no time", .timeLimit(.minutes(2)))
    func garbage() {
        let units =
            BlockKind.allCases.map { ":::\($0.rawValue)\n" }
            + [
                ":::\n", ":", ":::x\n", ":::x\n:::note\n", ":::section\n:::columns\n:::column\n", "> :::note\n",
                "- :::note\n",
                "    :::\n", "::divider\n", ":::button\nlink: https://b.example/a\n", ":::note\nlink: a\n",
                ":::note\na\n:::\n",
                ":::products\n:::product\nlink: https://b.example/a\na\n:::\n:::\n", "```\n:::note\n```\n",
                "http://a.example/b\n",
                "[a](b) ", "[a](b)\n", "\u{F0002}\n",
            ]
        for unit in units {
            let source = String(repeating: unit, count: 16_384 / unit.utf8.count)
            let clock = ContinuousClock()
            var markdown: Markdown?
            let time = clock.measure { markdown = Markdown(source) } + clock.measure { _ = Markdown.faults(in: source) }
            #expect(time < .seconds(10), "\(unit): \(time)")
            #expect((markdown?.html.utf8.count ?? 0) < 60 * source.utf8.count, "\(unit)")
            #expect(markdown.flatMap { MarkupTokens.fault(of: $0.html) } == nil, "\(unit)")
        }
    }
}

/// The same numbers on every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
