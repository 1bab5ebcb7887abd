/// The words of an issue of a newsletter, written in Markdown: CommonMark with GitHub's tables, strikethrough and bare links.
///
/// HTML is text, shown as it is written. So is a link that is neither `https` nor `mailto`, and a picture without `https` or
/// without its alternative: whatever an editor pastes becomes a harmless letter.
struct Markdown: Sendable, Hashable {
    /// For mail: every style stands beside its element.
    let html: String
    /// The plain part, for reading.
    let text: String

    init(_ source: String) {
        let document = MarkdownDocument(source)
        html = document.read { MarkdownHTML($0).html } ?? ""
        text = document.read { MarkdownText($0).text } ?? ""
    }

    /// How many blocks and marks may stand within each other. What is deeper comes out as words: each level is a step on the
    /// stack, which a pasted text could exhaust.
    static let deepest = 24
}
