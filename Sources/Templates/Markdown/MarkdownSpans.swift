extension [Markdown.Span] {
    /// What a text says within its lines.
    static func parsing(_ text: some StringProtocol) -> Self {
        var reader = SpanReader(rest: Substring(text))
        return reader.read(until: nil)
    }
}

extension Markdown.Span {
    /// `![words](link)` and nothing else on the line.
    static func picture(_ line: Substring) -> (words: String, link: String)? {
        guard line.hasPrefix("![") else { return nil }
        let trimmed = line.reversed().drop(while: \.isWhitespace).reversed()
        var reader = SpanReader(rest: Substring(String(trimmed)).dropFirst())
        guard let (words, link) = reader.target(), reader.rest.isEmpty, link.hasPrefix("https://") else { return nil }
        return (String(words), link)
    }
}

/// Reads spans from the left. A sign without its partner is a sign and no more.
struct SpanReader {
    var rest: Substring
    private var spans: [Markdown.Span] = []
    private var words = ""
    /// Marks that have no partner in the rest: not looked for again, or a text of asterisks alone would take for ever.
    private var lonely: Set<String> = []
    /// How many marks are open around.
    private var depth = 0
    /// Marks within more marks than any letter has are signs: each is a step on the stack, which a pasted text could exhaust.
    private static let deepest = 16

    init(rest: Substring) { self.rest = rest }

    /// Reads to the end, or to `closing`, which is left unread.
    mutating func read(until closing: String?) -> [Markdown.Span] {
        while let next = rest.first {
            if let closing, rest.hasPrefix(closing) { break }
            switch next {
            case "\\": escape()
            case "*", "_": emphasis()
            case "[": link()
            case "<": angle()
            case _ where next.isNewline:
                rest.removeFirst()
                words.append("\n")
            default:
                if rest.hasPrefix("https://"), !(words.last?.isLetter ?? false) { bare() } else { take() }
            }
        }
        endWords()
        return spans
    }

    private mutating func take() { words.append(rest.removeFirst()) }

    private mutating func endWords() {
        if !words.isEmpty { spans.append(.words(words)) }
        words = ""
    }

    private mutating func add(_ span: Markdown.Span) {
        endWords()
        spans.append(span)
    }

    private mutating func escape() {
        rest.removeFirst()
        guard let next = rest.first else { return words.append("\\") }
        if next.isNewline {
            rest.removeFirst()
            add(.lineBreak)
        } else if next.isPunctuation || next.isSymbol {
            take()
        } else {
            words.append("\\")
        }
    }

    private mutating func emphasis() {
        let sign = rest.prefix(1)
        let mark = String(rest.hasPrefix(sign + sign) ? sign + sign : sign)
        let inside = rest.dropFirst(mark.count)
        // A sign with a space behind it opens nothing, and an underscore within a word is part of the word.
        let isInWord = sign == "_" && (words.last.map { $0.isLetter || $0.isNumber } ?? false)
        let isMark = !isInWord && !lonely.contains(mark) && depth < Self.deepest
        guard isMark, let first = inside.first, !first.isWhitespace else {
            for _ in mark { take() }
            return
        }
        var reader = SpanReader(rest: inside)
        reader.lonely = lonely
        reader.depth = depth + 1
        let spans = reader.read(until: mark)
        guard reader.rest.hasPrefix(mark), !spans.isEmpty else {
            // What the reader didn't find up to the end is not there for this one either.
            lonely.formUnion(reader.lonely)
            lonely.insert(mark)
            for _ in mark { take() }
            return
        }
        rest = reader.rest.dropFirst(mark.count)
        add(mark.count == 2 ? .strong(spans) : .emphasis(spans))
    }

    private mutating func link() {
        let before = rest
        guard let (words, link) = target() else {
            rest = before
            return take()
        }
        add(.link(.parsing(words), link))
    }

    /// `[words](link)`, with the reader behind it; nil where there is none.
    mutating func target() -> (words: Substring, link: String)? {
        guard rest.first == "[", let close = rest.firstIndex(of: "]") else { return nil }
        let words = rest[rest.index(after: rest.startIndex)..<close]
        let after = rest[rest.index(after: close)...]
        guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
        let link = String(after[after.index(after: after.startIndex)..<end])
        guard !words.isEmpty, Self.isLink(link) else { return nil }
        rest = after[after.index(after: end)...]
        return (words, link)
    }

    private mutating func angle() {
        guard let end = rest.firstIndex(of: ">") else { return take() }
        let link = String(rest[rest.index(after: rest.startIndex)..<end])
        guard Self.isLink(link) else { return take() }
        rest = rest[rest.index(after: end)...]
        add(.link([.words(Self.shown(link))], link))
    }

    /// A link as it stands in a text; the sign that ends the sentence is not part of it.
    private mutating func bare() {
        var link = rest.prefix { !$0.isWhitespace && !"<>\"*".contains($0) }
        while let last = link.last, ".,;:!?)»’'".contains(last) { link.removeLast() }
        guard Self.isLink(String(link)) else { return take() }
        rest = rest[link.endIndex...]
        add(.link([.words(String(link))], String(link)))
    }

    private static func shown(_ link: String) -> String {
        link.hasPrefix("mailto:") ? String(link.dropFirst("mailto:".count)) : link
    }

    /// `https` or `mailto`, without spaces, quotes or signs that HTML could take for its own.
    private static func isLink(_ link: String) -> Bool {
        let isKnown = ["https://", "mailto:"].contains { link.hasPrefix($0) && link.count > $0.count }
        return isKnown
            && link.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value < 0x7F && !"<>\"'`\\".unicodeScalars.contains($0)
            }
    }
}
