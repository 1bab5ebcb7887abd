/// What of a text the parser is given, so that it always comes to an end.
///
/// Debian 12's cmark-gfm takes time that grows with the square of a table's row, of the lines before a table, of a bare link and of
/// the beginnings of comments; it fills every short row of a table up to the widest (CVE-2023-22483, CVE-2023-37463). A text that has
/// more of these than any letter is parsed without them: its signs are signs.
struct MarkdownLimits {
    /// GitHub's extensions to CommonMark.
    let extensions: [String]
    let source: String

    private static let cells = 32_768
    /// In octets.
    private static let longestWord = 2_048
    private static let comments = 64

    init(_ source: String) {
        var lines = 1
        var (pipes, mostPipes) = (0, 0)
        var (word, longestWord) = (0, 0)
        var comments = 0
        var before: UInt8 = 0
        for byte in source.utf8 {
            word += 1
            switch byte {
            case UInt8(ascii: "|"): pipes += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (lines, pipes) = (lines + 1, 0)
            case UInt8(ascii: "!"), UInt8(ascii: "?"): comments += before == UInt8(ascii: "<") ? 1 : 0
            default: break
            }
            if byte <= UInt8(ascii: " ") { word = 0 }
            mostPipes = max(mostPipes, pipes)
            longestWord = max(longestWord, word)
            before = byte
        }
        extensions =
            ["strikethrough"] + ((mostPipes + 1) * lines <= Self.cells ? ["table"] : [])
            + (longestWord <= Self.longestWord ? ["autolink"] : [])
        self.source = comments <= Self.comments ? source : source.replacing("<", with: "&lt;")
    }
}
