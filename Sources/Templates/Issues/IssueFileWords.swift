/// What of a Markdown text its readers see as words, line by line, each character with its place in the source: without links,
/// code, placeholders, the lines of directives and the marks of Markdown. What is left out within a line is a sign of no meaning, so that
/// the punctuation beside it is looked at too.
struct IssueFileWords {
    /// A character that a reader sees.
    struct Letter {
        var scalar: Unicode.Scalar
        /// The line of the source, from 0, and where in it its source begins and how long that is, in Unicode scalars.
        var line: Int
        var start: Int
        var length = 1
    }

    private(set) var lines: [[Letter]] = []

    /// Stands for what is not words (U+FFFC, object replacement character).
    static let value: Unicode.Scalar = "\u{FFFC}"

    /// - Parameter isMarkdown: Whether Markdown's marks are marks; in a plain text they are letters.
    init(_ source: String, isMarkdown: Bool) {
        var fence: (sign: Unicode.Scalar, length: Int)?
        // The lines below a block's name say something of it, before its words begin.
        var isBelowName = false
        for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let scalars = Array(line.unicodeScalars)
            guard isMarkdown else {
                lines.append(Self.words(scalars, from: 0, line: number, isMarkdown: false))
                continue
            }
            let start = scalars.firstIndex { $0 != " " } ?? scalars.count
            let sign = start < scalars.count ? scalars[start] : " "
            let length = scalars[start...].prefix { $0 == sign }.count
            if let open = fence {
                if sign == open.sign, length >= open.length { fence = nil }
                lines.append([])
            } else if sign == "`" || sign == "~", length >= 3 {
                fence = (sign, length)
                lines.append([])
            } else if Self.isMark(scalars[start...]) {
                isBelowName = scalars[start...].starts(with: ":::".unicodeScalars)
                lines.append([])
            } else if isBelowName, let words = Self.attributeStart(scalars, start) {
                lines.append(Self.words(scalars, from: words, line: number, isMarkdown: true))
            } else {
                isBelowName = false
                let words = Self.wordsStart(scalars, start)
                // A block in a list or a quotation is told by the rules of blocks.
                let isBlock = scalars[words...].starts(with: ":::".unicodeScalars)
                lines.append(isBlock ? [] : Self.words(scalars, from: words, line: number, isMarkdown: true))
            }
        }
    }

    /// Lines of no words: a directive's fence, a rule, the line under a table's head or a heading, the address of a link.
    private static func isMark(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        if line.starts(with: ":::".unicodeScalars) { return true }
        if line.allSatisfy({ "|:-= *_\t".unicodeScalars.contains($0) }) { return true }
        guard line.first == "[", let end = line.firstIndex(of: "]") else { return false }
        return line[(end + 1)...].first == ":"
    }

    /// Where the value begins of a line that says something of a block; behind its end, where the value is no words. Nil for any other line.
    private static func attributeStart(_ line: [Unicode.Scalar], _ start: Int) -> Int? {
        let name = line[start...].prefix { $0.isASCII && $0.properties.isAlphabetic }
        guard line[name.endIndex...].first == ":",
            let isWords = attributes[String(String.UnicodeScalarView(name)).lowercased()]
        else { return nil }
        guard isWords else { return line.count }
        return line[(name.endIndex + 1)...].firstIndex { $0 != " " } ?? line.count
    }

    /// What blocks may say of themselves, and whether that is words.
    private static let attributes = [
        "link": false, "source": false, "picture": false, "width": false, "tint": false, "lien": false, "src": false,
        "image": false, "alt": true, "price": true, "prix": true,
    ]

    /// Behind the marks of headings, quotations and lists.
    private static func wordsStart(_ line: [Unicode.Scalar], _ start: Int) -> Int {
        var start = start
        while start < line.count {
            let sign = line[start]
            let rest = line[start...].drop { $0 == sign }
            let digits = line[start...].prefix { TypographyRules.isDigit($0) }
            let behind = line[(start + digits.count)...]
            if sign == ">" {
                start += 1
            } else if sign == "#", rest.first == " " {
                start = rest.startIndex
            } else if "-*+".unicodeScalars.contains(sign), line[(start + 1)...].first == " " {
                start += 1
            } else if !digits.isEmpty, let mark = behind.first, mark == "." || mark == ")",
                behind.dropFirst().first == " "
            {
                start += digits.count + 1
            } else {
                return start
            }
            start += line[start...].prefix { $0 == " " }.count
        }
        return start
    }

    private static func words(_ line: [Unicode.Scalar], from start: Int, line number: Int, isMarkdown: Bool) -> [Letter]
    {
        var letters: [Letter] = []
        var index = start
        while index < line.count {
            let (seen, length) = Self.seen(line[index...], behind: index > start ? line[index - 1] : nil, isMarkdown)
            if let seen { letters.append(Letter(scalar: seen, line: number, start: index, length: length)) }
            index += length
        }
        // Two spaces at the end are a line break.
        while letters.last?.scalar == " " { letters.removeLast() }
        return letters
    }

    /// What is seen of the next characters, and how many they are.
    private static func seen(
        _ rest: ArraySlice<Unicode.Scalar>, behind: Unicode.Scalar?, _ isMarkdown: Bool
    ) -> (Unicode.Scalar?, Int) {
        let next = rest.dropFirst().first
        if rest.starts(with: "{{".unicodeScalars), let end = length(of: rest, through: "}}") { return (value, end) }
        if let end = ForeignPlaceholder.length(at: rest, behind: behind) { return (value, end) }
        if let link = linkLength(rest, behind: behind) { return (value, link) }
        guard isMarkdown, let sign = rest.first else { return (rest.first, 1) }
        switch sign {
        case "\\": return (nil, 1)
        case "`":
            let run = rest.prefix { $0 == "`" }
            let end = length(of: rest.dropFirst(run.count), through: String(String.UnicodeScalarView(run)))
            return (value, run.count + (end ?? 0))
        case "<":
            let isTag = next.map { $0.properties.isAlphabetic || $0 == "/" || $0 == "!" } ?? false
            guard isTag, let end = rest.firstIndex(of: ">") else { return (sign, 1) }
            return (value, end + 1 - rest.startIndex)
        case "]" where next == "(": return (nil, 1 + (balanced(rest.dropFirst(), "(", ")") ?? 0))
        case "]" where next == "[": return (nil, 1 + (balanced(rest.dropFirst(), "[", "]") ?? 0))
        case "[", "]", "*": return (nil, 1)
        case "!" where next == "[": return (nil, 1)
        case "~" where next == "~": return (nil, 2)
        case "_":
            let isWithin = isWord(behind) && isWord(next)
            return (isWithin ? sign : nil, 1)
        case "|": return (value, 1)
        case "&":
            guard let end = rest.prefix(10).firstIndex(of: ";"),
                let scalar = Entities.scalar(of: String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<end])))
            else { return (sign, 1) }
            return (scalar, end + 1 - rest.startIndex)
        default: return (sign, 1)
        }
    }

    /// How long a bare link or address is that begins here; nil where none does.
    private static func linkLength(_ rest: ArraySlice<Unicode.Scalar>, behind: Unicode.Scalar?) -> Int? {
        guard !isWord(behind), let first = rest.first, isWord(first) else { return nil }
        var word = rest.prefix { !$0.properties.isWhitespace && !"<>[]«»“”`|".unicodeScalars.contains($0) }
        let isLink = ["https://", "http://", "mailto:", "www."].contains { word.starts(with: $0.unicodeScalars) }
        guard isLink || word.dropFirst().contains("@") else { return nil }
        while let last = word.last, ".,:;!?…)*_\"'’".unicodeScalars.contains(last) { word.removeLast() }
        return word.count
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { $0.properties.isAlphabetic || TypographyRules.isDigit($0) } ?? false
    }

    private static func length(of rest: ArraySlice<Unicode.Scalar>, through end: String) -> Int? {
        let mark = Array(end.unicodeScalars)
        return rest.indices.first { rest[$0...].starts(with: mark) }.map { $0 + mark.count - rest.startIndex }
    }

    /// How long a pair of brackets is with what stands between.
    private static func balanced(
        _ rest: ArraySlice<Unicode.Scalar>, _ opening: Unicode.Scalar, _ closing: Unicode.Scalar
    ) -> Int? {
        var depth = 0
        for index in rest.indices {
            if rest[index] == opening { depth += 1 }
            if rest[index] == closing { depth -= 1 }
            if depth == 0 { return index + 1 - rest.startIndex }
        }
        return nil
    }
}
