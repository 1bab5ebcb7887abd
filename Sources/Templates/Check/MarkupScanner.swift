/// One token of a rendered HTML part. Comments and the document type are none.
struct MarkupToken {
    enum TokenType { case opening, closing, text }

    struct Attribute {
        var name: String
        /// With entities resolved.
        var value: String
        /// Where the value stands.
        var range: Range<Int>
    }

    var type: TokenType
    /// The element's, in lower case; empty for a text.
    var name = ""
    var attributes: [Attribute] = []
    var range: Range<Int>

    subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
}

/// Reads HTML as forgivingly as a browser, as far as the checks need it.
struct MarkupScanner {
    private let html: TracedText
    private var index = 0
    private var tokens: [MarkupToken] = []
    /// Elements whose content is no markup.
    private static let raw: Set<String> = ["style", "script", "title", "textarea"]

    static func tokens(of html: TracedText) -> [MarkupToken] {
        var scanner = MarkupScanner(html)
        scanner.scan()
        return scanner.tokens
    }

    private init(_ html: TracedText) { self.html = html }

    private mutating func scan() {
        while index < html.scalars.count {
            if starts(with: "<!--") {
                skip(past: "-->")
            } else if starts(with: "<!") || starts(with: "<?") {
                skip(past: ">")
            } else if html.scalars[index] == "<", isName(at: index + 1) || starts(with: "</") {
                tag()
            } else {
                text(until: { $0.html.scalars[$0.index] == "<" })
            }
        }
    }

    private mutating func text(until isEnd: (Self) -> Bool) {
        let start = index
        repeat { index += 1 } while index < html.scalars.count && !isEnd(self)
        tokens.append(MarkupToken(type: .text, range: start..<index))
    }

    private mutating func tag() {
        let start = index
        let isClosing = starts(with: "</")
        index += isClosing ? 2 : 1
        let name = take { !Self.isSpace($0) && $0 != ">" && $0 != "/" }
        var token = MarkupToken(type: isClosing ? .closing : .opening, name: html.text(name).lowercased(), range: name)
        while index < html.scalars.count, html.scalars[index] != ">" {
            if Self.isSpace(html.scalars[index]) || html.scalars[index] == "/" {
                index += 1
            } else {
                token.attributes.append(attribute())
            }
        }
        index = min(index + 1, html.scalars.count)
        token.range = start..<index
        tokens.append(token)
        if !isClosing, Self.raw.contains(token.name), index < html.scalars.count, !starts(with: "</") {
            text(until: { $0.starts(with: "</\(token.name)") })
        }
    }

    private mutating func attribute() -> MarkupToken.Attribute {
        let start = index
        index += 1
        while index < html.scalars.count, !Self.isSpace(html.scalars[index]),
            !">/=".unicodeScalars.contains(html.scalars[index])
        {
            index += 1
        }
        let name = html.text(start..<index).lowercased()
        guard index < html.scalars.count, html.scalars[index] == "=" else {
            return MarkupToken.Attribute(name: name, value: "", range: start..<index)
        }
        index += 1
        var range = index..<index
        if index < html.scalars.count, let quote = ["\"", "'"].first(where: { $0 == html.scalars[index] }) {
            index += 1
            range = take { $0 != quote }
            index = min(index + 1, html.scalars.count)
        } else {
            range = take { !Self.isSpace($0) && $0 != ">" }
        }
        return MarkupToken.Attribute(name: name, value: Entities.resolved(html.text(range)), range: range)
    }

    private mutating func take(while isPart: (Unicode.Scalar) -> Bool) -> Range<Int> {
        let start = index
        while index < html.scalars.count, isPart(html.scalars[index]) { index += 1 }
        return start..<index
    }

    private mutating func skip(past end: String) {
        index += 2
        while index < html.scalars.count, !starts(with: end) { index += 1 }
        index = min(index + end.unicodeScalars.count, html.scalars.count)
    }

    private func starts(with words: String) -> Bool {
        html.scalars[index...].starts(with: words.unicodeScalars) { Self.lowered($0) == $1 }
    }

    private func isName(at index: Int) -> Bool {
        html.scalars.indices.contains(index) && ("a"..."z").contains(Self.lowered(html.scalars[index]))
    }

    private static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\t" }
}
