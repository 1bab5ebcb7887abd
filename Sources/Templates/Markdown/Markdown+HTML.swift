extension Markdown {
    /// As HTML for mail: every style beside its element, since mail programs drop what stands elsewhere.
    ///
    /// The letter's title is its only `h1`: the highest heading that an issue uses comes out as `h2`, so that no level is missing
    /// for those who have it read aloud.
    var html: String {
        let highest = blocks.compactMap(\.level).min() ?? 1
        return blocks.map { $0.html(highest: highest) }.joined(separator: "\n")
    }
}

extension Markdown.Block {
    fileprivate var level: Int? {
        if case .heading(let level, _) = self { level } else { nil }
    }

    fileprivate func html(highest: Int) -> String {
        switch self {
        case .heading(let level, let spans):
            let rank = level - highest + 2
            let size = rank == 2 ? 18 : 16
            // La Poste's webmail puts a dark ground behind an h2 that has none of its own.
            return
                "<h\(rank) style=\"margin:24px 0 12px;background:transparent;font-size:\(size)px;"
                + "line-height:\(size + 6)px;font-weight:bold;\">\(spans.html)</h\(rank)>"
        case .paragraph(let spans):
            return "<p style=\"margin:0 0 16px;\">\(spans.html)</p>"
        case .list(let items, let isNumbered):
            let tag = isNumbered ? "ol" : "ul"
            let lines = items.map { "<li style=\"margin:0 0 8px;\">\($0.html)</li>" }
            return "<\(tag) style=\"margin:0 0 16px;padding:0 0 0 24px;\">\n\(lines.joined(separator: "\n"))\n</\(tag)>"
        case .quotation(let paragraphs):
            let lines = paragraphs.map { "<p style=\"margin:0 0 8px;\">\($0.html)</p>" }
            return "<blockquote style=\"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #8a8f98;\">\n"
                + "\(lines.joined(separator: "\n"))\n</blockquote>"
        case .rule:
            return "<hr style=\"margin:24px 0;border:0;border-top:1px solid #8a8f98;\">"
        case .picture(let alternative, let link):
            return
                "<p style=\"margin:0 0 16px;\"><img src=\"\(Markup.escaped(link))\" alt=\"\(Markup.escaped(alternative))\" "
                + "width=\"552\" style=\"display:block;width:100%;max-width:552px;height:auto;border:0;\"></p>"
        }
    }
}

extension [Markdown.Span] {
    fileprivate var html: String { map(\.html).joined() }
}

extension Markdown.Span {
    fileprivate var html: String {
        switch self {
        case .words(let words): Markup.escaped(words)
        case .strong(let spans): "<strong>\(spans.html)</strong>"
        case .emphasis(let spans): "<em>\(spans.html)</em>"
        case .link(let spans, let link):
            "<a href=\"\(Markup.escaped(link))\" style=\"color:inherit;text-decoration:underline;\">\(spans.html)</a>"
        case .lineBreak: "<br>\n"
        }
    }
}
