import Mail

/// Marks in the sources of a kind, which show in its rendered letters from which line of which file every word came: a fault
/// that only rendering brings out can be told where its cause is.
///
/// A mark is one private code point before each run of words and around each variable. Lines of tags alone get none: the
/// engine leaves such lines out of the letter.
struct SourceMarks {
    /// What stands behind each mark.
    private(set) var origins: [TracedText.Origin] = []

    private static let first: UInt32 = 0x10_0000
    private static let last: UInt32 = 0x10_FFFD

    /// A rendered part without its marks. What no mark precedes is laid to the first line of `file`.
    func traced(_ rendered: String, of file: String) -> TracedText {
        var traced = TracedText(file: file, origins: origins)
        var origin = 0
        for scalar in rendered.unicodeScalars {
            if scalar.value >= Self.first, scalar.value < Self.first + UInt32(origins.count) {
                origin = Int(scalar.value - Self.first) + 1
            } else {
                traced.append(scalar, from: origin)
            }
        }
        return traced
    }

    /// The source with marks. It must be sound: every tag ends on its line.
    mutating func marked(_ source: Source) -> Source {
        var sections: [String] = []
        var lines: [String] = []
        for (index, tokens) in MustacheToken.lines(of: source.text).enumerated() {
            let origin = TracedText.Origin(file: source.file, line: index + 1)
            lines.append(tokens.map { marked($0, of: origin, within: &sections) }.joined())
        }
        return Source(file: source.file, text: lines.joined(separator: "\n"))
    }

    private mutating func marked(
        _ token: MustacheToken, of origin: TracedText.Origin, within sections: inout [String]
    ) -> String {
        switch token {
        case .words(let words): return self.words(words, of: origin)
        case .comment(let source): return String(source)
        case .tag(let tag, let source):
            switch tag.role {
            case .section, .inverted: sections.append(tag.name)
            case .close where sections.last == tag.name: sections.removeLast()
            case .close, .partial, .parent, .block: break
            case .variable, .unescaped, .unknown:
                var value = origin
                value.variable = tag.name == "." ? sections.last : tag.name
                return mark(value) + String(source) + mark(origin)
            }
            return String(source)
        }
    }

    private mutating func words(_ words: Substring, of origin: TracedText.Origin) -> String {
        words.allSatisfy(\.isWhitespace) ? String(words) : mark(origin) + words
    }

    private mutating func mark(_ origin: TracedText.Origin) -> String {
        // No kind has sixty thousand lines; words beyond are laid to the mark before them.
        guard let scalar = Unicode.Scalar(Self.first + UInt32(origins.count)), scalar.value < Self.last else {
            return ""
        }
        origins.append(origin)
        return String(scalar)
    }
}
