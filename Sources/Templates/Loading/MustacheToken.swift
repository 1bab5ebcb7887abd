/// A stretch of one line of a Mustache source. Every reader of sources takes them apart here.
enum MustacheToken {
    case words(Substring)
    /// A tag, and how it is written. One without its end on the line takes the rest of it, has no name and is unknown.
    case tag(Tag, Substring)
    case comment(Substring)

    /// The tokens of each line.
    static func lines(of text: String) -> [[MustacheToken]] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().map {
            index, line in
            tokens(of: Substring(line), number: index + 1)
        }
    }

    private static func tokens(of line: Substring, number: Int) -> [MustacheToken] {
        var tokens: [MustacheToken] = []
        var rest = line
        while let open = opening(in: rest.utf8) {
            if open > rest.startIndex { tokens.append(.words(rest[..<open])) }
            rest = rest[open...]
            guard let end = end(of: rest.utf8) else {
                return tokens + [.tag(Tag(role: .unknown, name: "", line: number), rest)]
            }
            let source = rest[..<end]
            tokens.append(Tag(source: source, line: number).map { .tag($0, source) } ?? .comment(source))
            rest = rest[end...]
        }
        return rest.isEmpty ? tokens : tokens + [.words(rest)]
    }

    /// Where the first tag begins.
    private static func opening(in line: Substring.UTF8View) -> Substring.Index? {
        var rest = line
        while let brace = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[brace...].dropFirst()
            if rest.first == UInt8(ascii: "{") { return brace }
        }
        return nil
    }

    /// Behind the tag that begins with the first of these bytes; nil when it doesn't end on its line.
    static func end<Bytes: BidirectionalCollection<UInt8>>(of bytes: Bytes) -> Bytes.Index? {
        let braces = bytes.prefix(3).elementsEqual("{{{".utf8) ? 3 : 2
        var run = 0
        var index = bytes.startIndex
        while index < bytes.endIndex, bytes[index] != UInt8(ascii: "\n") {
            run = bytes[index] == UInt8(ascii: "}") ? run + 1 : 0
            bytes.formIndex(after: &index)
            if run == braces { return index }
        }
        return nil
    }
}
