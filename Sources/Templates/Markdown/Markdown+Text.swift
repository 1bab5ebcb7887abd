extension Markdown {
    /// As the plain part: paragraphs for reading, each link in clear behind its words.
    var text: String { blocks.map(\.text).joined(separator: "\n\n") }
}

extension Markdown.Block {
    fileprivate var text: String {
        switch self {
        case .heading(_, let spans): spans.text
        // A link that is a paragraph of its own gets a line of its own, where every mail program finds its end.
        case .paragraph(let spans): spans.lonelyLink ?? spans.text
        case .list(let items, let isNumbered):
            items.enumerated().map { index, item in (isNumbered ? "\(index + 1). " : "- ") + item.text }
                .joined(separator: "\n")
        case .quotation(let paragraphs):
            paragraphs.map { "« \($0.text) »" }.joined(separator: "\n\n")
        case .rule: "* * *"
        case .picture(let alternative, _): alternative
        }
    }
}

extension [Markdown.Span] {
    fileprivate var text: String { map(\.text).joined() }

    fileprivate var lonelyLink: String? {
        guard count == 1, case .link(let words, let link) = self[0], words.text != link else { return nil }
        return "\(words.text)\n\(link)"
    }
}

extension Markdown.Span {
    fileprivate var text: String {
        switch self {
        // Lines are broken anew where the letter is laid out.
        case .words(let words): words.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
        case .strong(let spans), .emphasis(let spans): spans.text
        case .link(let spans, let link):
            link.hasSuffix(spans.text) ? spans.text : "\(spans.text) <\(link)>"
        case .lineBreak: "\n"
        }
    }
}
