/// The plain part's lines, short enough to read and for every mail program (RFC 5322 section 2.1.1).
enum TextLayout {
    private static let width = 76

    /// Breaks long lines at plain spaces. A link is never broken, a non-breaking space holds; the items of a list stay
    /// indented. Blank lines at both ends go, one line end closes the text.
    static func wrapped(_ text: String) -> String {
        // By bytes: to look for the ends of characters would cost more than all the rest.
        let written = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var lines = written.flatMap { wrap(Substring($0)) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.drop { $0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private static func wrap(_ line: Substring) -> [Substring] {
        // A line has at most as many characters as bytes.
        if line.utf8.count <= width || line.count <= width { return [line] }
        let indent = line.hasPrefix("- ") ? "  " : ""
        var lines: [Substring] = []
        var current: Substring = ""
        for word in line.split(separator: " ") {
            if current.isEmpty {
                current = word
            } else if current.count + 1 + word.count <= width {
                current += " " + word
            } else {
                lines.append(current)
                current = indent + word
            }
        }
        return lines + [current]
    }
}
