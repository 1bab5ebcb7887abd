/// A field as it stands in a file that Facteur writes. A spreadsheet that opens the file must run nothing of it: what it would take for
/// a formula gets an apostrophe in front (OWASP, CSV injection), and reading takes the apostrophe away again.
enum CSVField {
    /// What makes a formula of a field that begins with it; of full width in the spreadsheets of East Asia.
    private static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    /// Neutral, and quoted where it must be.
    static func written(_ text: String) -> String { quoted(neutral(text)) }

    /// With an apostrophe in front where a sign of a formula stands there, and where one stands behind apostrophes alone, so that `text`
    /// is what `original` makes of it, whatever it is.
    static func neutral(_ text: String) -> String { isMarked(text) ? "'" + text : text }

    /// As it was before `neutral`.
    static func original(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.first == "'", isMarked(text) else { return text }
        return String(scalars.dropFirst())
    }

    private static func isMarked(_ text: String) -> Bool {
        // Scalars: a sign with a mark on it is a sign to a spreadsheet.
        text.unicodeScalars.first { $0 != "'" }.map(formulaSigns.contains) ?? false
    }

    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.utf8.contains { "\",;\t\r\n".utf8.contains($0) } && text.utf8.first != UInt8(ascii: " ")
            && text.utf8.last != UInt8(ascii: " ")
        if isPlain { return text }
        // Bytes: a quote with a mark on it ends a field all the same.
        let doubled = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
