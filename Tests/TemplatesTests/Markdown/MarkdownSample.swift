/// A text in Markdown, and what it says in both parts of a letter.
///
/// Cases of our own, by the sections of CommonMark's specification (0.29) and GitHub's extensions to it, as far as letters have them. Where
/// letters differ by intent, the cases say so too: HTML is text, links are https or mailto, the highest heading is an `h2`.
struct MarkdownSample {
    let source: String
    /// Without styles and classes.
    let html: String
    let text: String

    init(_ source: String, _ html: String, _ text: String) {
        self.source = source
        self.html = html
        self.text = text
    }

    static let all =
        headings + code + quotations + lists + links + references + emphasis + escapes

    /// The HTML without what only says how it looks.
    static func structure(of html: String) -> String { html.replacing(#/ (?:style|class)="[^"]*"/#, with: "") }
}
