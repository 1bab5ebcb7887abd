/// The typography of an issue's words, by the rules that the templates keep: where each fault is, and what would mend it.
struct IssueFileTypography {
    /// A fault with the change of its line that mends it; nil where a person must choose.
    struct Finding {
        var letter: IssueFileWords.Letter
        var fault: String
        var mend: String
        var change: Change?
    }

    /// A stretch of a line, in Unicode scalars, and what is to stand there.
    struct Change: Hashable {
        var line: Int
        var range: Range<Int>
        var text: String
    }

    private(set) var findings: [Finding] = []

    init(_ words: IssueFileWords, language: String) {
        for line in words.lines {
            for fault in TypographyRules.faults(in: line.map(\.scalar), language: language) {
                findings.append(
                    Finding(
                        letter: line[fault.offset], fault: fault.fault, mend: fault.mend,
                        change: Self.change(fault, in: line)))
            }
        }
    }

    /// Spaces, apostrophes, dots and dashes are set; a word or a quotation is its author's.
    private static func change(_ fault: TypographyFault, in line: [IssueFileWords.Letter]) -> Change? {
        let letter = line[fault.offset]
        let before = fault.offset > 0 ? line[fault.offset - 1] : nil
        let after = fault.offset + 1 < line.count ? line[fault.offset + 1] : nil
        func put(_ text: String, in place: IssueFileWords.Letter) -> Change {
            Change(line: place.line, range: place.start..<(place.start + place.length), text: text)
        }
        switch fault.mend {
        case "put U+202F before it": return space("\u{202F}", at: letter.start, of: letter, replacing: before)
        case "put U+00A0 before it": return space("\u{A0}", at: letter.start, of: letter, replacing: before)
        case "put U+00A0 after it":
            return space("\u{A0}", at: letter.start + letter.length, of: letter, replacing: after)
        case "take the space away":
            let space = letter.scalar == "(" ? after : before
            return space.map { put("", in: $0) }
        case "take it away": return (before?.scalar == " " ? before : after).map { put("", in: $0) }
        case "write ’ (U+2019)": return put("’", in: letter)
        case "write – (U+2013)": return put("–", in: letter)
        case "write … (U+2026)":
            return Change(line: letter.line, range: letter.start..<(letter.start + 3), text: "…")
        default: return nil
        }
    }

    private static func space(
        _ space: String, at place: Int, of letter: IssueFileWords.Letter, replacing neighbour: IssueFileWords.Letter?
    ) -> Change {
        guard let neighbour, TypographyRules.isSpace(neighbour.scalar) else {
            return Change(line: letter.line, range: place..<place, text: space)
        }
        return Change(
            line: letter.line, range: neighbour.start..<(neighbour.start + neighbour.length), text: space)
    }

    /// A text with its typography mended as far as no person must choose.
    static func mended(_ text: String, language: String, isMarkdown: Bool) -> String {
        var text = text
        // One mend may bring another to light, as the space before a mark behind which there were two.
        for _ in 0..<8 {
            let changes = IssueFileTypography(IssueFileWords(text, isMarkdown: isMarkdown), language: language)
                .findings.compactMap(\.change)
            guard !changes.isEmpty else { break }
            text = applied(changes, to: text)
        }
        return text
    }

    private static func applied(_ changes: [Change], to text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
        let inOrder = Set(changes).sorted {
            ($0.line, $0.range.lowerBound, $0.range.upperBound) > ($1.line, $1.range.lowerBound, $1.range.upperBound)
        }
        var last: Change?
        for change in inOrder {
            // Two that touch the same characters are made one after the other.
            if let last, last.line == change.line, change.range.upperBound > last.range.lowerBound { continue }
            lines[change.line].replaceSubrange(change.range, with: change.text.unicodeScalars)
            last = change
        }
        return lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
    }
}
