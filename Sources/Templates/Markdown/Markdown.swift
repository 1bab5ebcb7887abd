/// The words of an issue of a newsletter, written in Markdown: CommonMark with GitHub's tables, strikethrough and bare links, and blocks
/// (`BlockKind`), each between a line `:::NAME` and a line `:::`.
///
/// HTML is text, shown as it is written. So is a link that is neither `https` nor `mailto`, a picture without `https` or
/// without its alternative, and a block that lacks what it needs: whatever an editor pastes becomes a harmless letter.
package struct Markdown: Sendable, Hashable {
    /// For mail: every style stands beside its element.
    package let html: String
    /// The plain part, for reading.
    package let text: String

    package init(_ source: String, style: MarkdownStyle = MarkdownStyle()) {
        let scan = BlockScan(source)
        let body =
            Self.body(scan.source, scan.blocks, style) ?? Self.body(BlockMark.cleared(source), [], style)
        html = body?.html ?? ""
        text = body?.text ?? ""
    }

    /// What of a text comes out otherwise than its editor meant it, in the order of the text: blocks, links, pictures and HTML.
    package static func faults(in source: String) -> [IssueFault] {
        let scan = BlockScan(source)
        let faults = MarkdownDocument(scan.source).read { MarkdownFaults($0, in: scan).faults } ?? []
        // What is wrong with a block is shown as it is written: the same words would have a second fault.
        let told = Set(scan.faults.map(\.line))
        return (scan.faults + faults.filter { !told.contains($0.line) }).sorted {
            ($0.line, $0.column) < ($1.line, $1.column)
        }
    }

    /// Nil where the parser saw the blocks elsewhere than their reader did.
    private static func body(
        _ source: String, _ blocks: [Block], _ style: MarkdownStyle
    ) -> (html: String, text: String)? {
        MarkdownDocument(source).read { document in
            LetterPart.parts(of: document, blocks).map { parts in
                (MarkdownHTML(parts, of: document, style: style).html, MarkdownText(parts).text)
            }
        } ?? nil
    }

    /// How many blocks and marks may stand within each other. What is deeper comes out as words: each level is a step on the
    /// stack, which a pasted text could exhaust.
    static let deepest = 24
}
