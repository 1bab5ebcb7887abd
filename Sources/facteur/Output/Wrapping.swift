/// Text for a terminal of 80 columns.
enum Wrapping {
    static let width = 80

    /// Lines of words, of at most `width` characters with the indent of each. A word that is longer has a line of its own.
    static func lines(_ text: String, first: String = "", indent: String = "", width: Int = width) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                (line, isEmpty) = (indent, true)
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }

    /// At most so many characters, the last of them an ellipsis where something was left out.
    static func shortened(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(max(width - 1, 0)) + "…"
    }
}
