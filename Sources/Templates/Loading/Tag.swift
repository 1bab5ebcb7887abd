/// A Mustache tag in a source, and the line it stands on.
struct Tag: Sendable, Hashable {
    /// What the tag does.
    enum Role: Sendable, Hashable {
        case variable
        /// `{{#name}}`
        case section
        /// `{{^name}}`
        case inverted
        /// `{{/name}}`
        case close
        /// `{{>name}}`
        case partial
        /// `{{<name}}`
        case parent
        /// `{{$name}}`
        case block
        /// `{{{name}}}` or `{{&name}}`
        case unescaped
        /// A change of delimiters, a pragma or a name that is none: nothing that a template needs.
        case unknown
    }

    var role: Role
    var name: String
    var line: Int
    /// Whether words stand between the tag before and this one.
    var followsWords = false

    var opens: Bool { [.section, .inverted, .parent, .block].contains(role) }

    /// `changed_at`: a lower-case letter, then lower-case letters, digits and underscores.
    static func isParameterName(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
    }

    /// All tags of a source in their order, comments left out.
    static func scan(_ text: String) -> [Tag] { all(in: MustacheToken.lines(of: text)) }

    /// The same of a source that has been taken apart.
    static func all(in lines: [[MustacheToken]]) -> [Tag] {
        var tags: [Tag] = []
        var hasWords = false
        for token in lines.joined() {
            switch token {
            case .words(let words): hasWords = hasWords || words.contains { !$0.isWhitespace }
            case .comment: break
            case .tag(var tag, _):
                tag.followsWords = hasWords
                tags.append(tag)
                hasWords = false
            }
        }
        return tags
    }

    private static let roles: [Character: Role] = [
        "#": .section, "^": .inverted, "/": .close, ">": .partial, "<": .parent, "$": .block, "{": .unescaped,
        "&": .unescaped, "=": .unknown, "%": .unknown,
    ]

    /// Reads a tag as it is written, with its braces; nil for a comment.
    init?(source: Substring, line: Int) {
        let isTriple = source.hasPrefix("{{{")
        let inner = source.dropFirst(2).dropLast(isTriple ? 3 : 2)
        if inner.first == "!" { return nil }
        let sigil = inner.first.flatMap { Self.roles[$0] }
        name = Self.trimmed(sigil == nil ? inner : inner.dropFirst())
        role = Self.isName(name) ? sigil ?? .variable : .unknown
        self.line = line
    }

    init(role: Role, name: String, line: Int) {
        self.role = role
        self.name = name
        self.line = line
    }

    private static func trimmed(_ text: Substring) -> String {
        let words = text.split(separator: " ")
        return words.joined(separator: " ")
    }

    /// `.` or names joined by dots; layouts may have hyphens. No transforms, which the engine offers and nobody needs.
    private static func isName(_ name: String) -> Bool {
        if name == "." { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isNameByte) }
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
