/// What an editor writes where an issue says something of its reader: `{{city|your town}}`, `{{#city}}` … `{{/city}}`.
struct IssueTag: Sendable, Hashable {
    enum Role: Sendable, Hashable {
        case value
        /// What stands up to its end is said where the name says something.
        case section
        /// What stands up to its end is said where it says nothing.
        case inverted
        case end
    }

    let role: Role
    let name: String
    /// Of a value: what stands where the reader has none; empty where the editor gave nothing.
    let fallback: String
    /// In the scalars of the source.
    let range: Range<Int>

    /// What says something in every issue. The schema has it in `facteur.standing_placeholders`.
    static let standing: Set<String> = [
        "name", "preferences_link", "recipient", "salutation", "unsubscribe_link", "view_link",
    ]
    /// Those that are a link.
    static let links: Set<String> = ["preferences_link", "unsubscribe_link", "view_link"]
    /// As the schema has it: an issue is rendered once for each way in which its sections go on and off.
    static let mostSections = 8
    private static let longestName = 40

    var isLink: Bool { role == .value && Self.links.contains(name) }

    /// Reads what stands between the braces at `range`; nil for what is no tag.
    init?(_ inner: String, range: Range<Int>) {
        let halves = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
        var name = halves[0]
        switch name.unicodeScalars.first {
        case "#": role = .section
        case "^": role = .inverted
        case "/": role = .end
        default: role = .value
        }
        if role != .value { name = Self.trimmed(name.dropFirst()) }
        guard Self.isName(name), role == .value || halves.count == 1 else { return nil }
        self.name = name
        fallback = halves.count == 2 ? halves[1].split(whereSeparator: \.isNewline).joined(separator: " ") : ""
        self.range = range
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, ("a"..."z").contains(first), name.utf8.count <= longestName else {
            return false
        }
        return name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isSpace = { (scalar: Unicode.Scalar) in scalar.isMarkupSpace }
        var rest = String(text).unicodeScalars.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return String(Substring(rest))
    }
}
