import Mail

/// A parsed text as HTML for mail: every style beside its element, since mail programs drop what stands elsewhere.
///
/// The letter's title is its only `h1`: the highest heading that an issue uses comes out as `h2`, so that no level is missing
/// for those who have it read aloud.
struct MarkdownHTML {
    private(set) var html = ""
    private let highest: Int

    init(_ document: MarkdownNode) {
        highest = document.all.filter { $0.element == .heading }.map(\.headingLevel).min() ?? 1
        html = blocks(document.children, depth: 0)
    }

    private func blocks(_ nodes: [MarkdownNode], depth: Int) -> String {
        nodes.map { block($0, depth: depth) }.joined(separator: "\n")
    }

    private func block(_ node: MarkdownNode, depth: Int) -> String {
        guard depth < Markdown.deepest else { return Self.paragraph(HTMLText.escaped(node.words)) }
        switch node.element {
        case .heading: return heading(node, depth: depth)
        case .paragraph: return Self.paragraph(spans(of: node, depth: depth, isAlone: node.onlyChild != nil))
        case .list: return list(node, depth: depth, margin: "0 0 16px")
        case .quotation:
            let lines = node.children.map { child in
                child.element == .paragraph
                    ? "<p style=\"margin:0 0 8px;\">\(spans(of: child, depth: depth))</p>"
                    : block(child, depth: depth + 1)
            }
            return "<blockquote style=\"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #8a8f98;\">\n"
                + "\(lines.joined(separator: "\n"))\n</blockquote>"
        case .rule: return "<hr style=\"margin:24px 0;border:0;border-top:1px solid #8a8f98;\">"
        case .codeBlock:
            return
                "<pre style=\"margin:0 0 16px;white-space:pre-wrap;font-family:Consolas,Menlo,monospace;font-size:14px;\">"
                + "\(HTMLText.escaped(node.literal))</pre>"
        case .table: return table(node, depth: depth)
        default: return Self.paragraph(HTMLText.escaped(node.words.trimmingLastLineFeed))
        }
    }

    private static func paragraph(_ words: String) -> String { "<p style=\"margin:0 0 16px;\">\(words)</p>" }

    private func heading(_ node: MarkdownNode, depth: Int) -> String {
        let rank = min(node.headingLevel - highest + 2, 6)
        let size = rank == 2 ? 18 : 16
        // La Poste's webmail puts a dark ground behind an h2 that has none of its own.
        return
            "<h\(rank) style=\"margin:24px 0 12px;background:transparent;font-size:\(size)px;"
            + "line-height:\(size + 6)px;font-weight:bold;\">\(spans(of: node, depth: depth))</h\(rank)>"
    }

    private func list(_ node: MarkdownNode, depth: Int, margin: String) -> String {
        let first = node.firstNumber
        let tag = first == nil ? "ul" : "ol"
        let start = first.flatMap { $0 == 1 ? nil : " start=\"\($0)\"" } ?? ""
        let items = node.children.map { item in
            let blocks = item.children.map { child in
                guard node.isTight, depth + 1 < Markdown.deepest else { return block(child, depth: depth + 1) }
                return switch child.element {
                case .paragraph: spans(of: child, depth: depth + 1)
                case .list: list(child, depth: depth + 1, margin: "8px 0 0")
                default: block(child, depth: depth + 1)
                }
            }
            return "<li style=\"margin:0 0 8px;\">\(blocks.joined(separator: "\n"))</li>"
        }
        return
            "<\(tag)\(start) style=\"margin:\(margin);padding:0 0 0 24px;\">\n\(items.joined(separator: "\n"))\n</\(tag)>"
    }

    private func table(_ node: MarkdownNode, depth: Int) -> String {
        let sides = node.alignments.map { side in
            switch side {
            case UInt8(ascii: "r"): "right"
            case UInt8(ascii: "c"): "center"
            default: "left"
            }
        }
        let rows = node.children.map { row in
            let isHeader = row.element == .tableHeader
            let (tag, line) = isHeader ? ("th", 2) : ("td", 1)
            let cells = zip(row.children, sides).map { cell, side in
                "<\(tag)\(isHeader ? " scope=\"col\"" : "") style=\"padding:6px 16px 6px 0;"
                    + "border-bottom:\(line)px solid #8a8f98;text-align:\(side);vertical-align:top;\">"
                    + "\(spans(of: cell, depth: depth))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return "<table style=\"margin:0 0 16px;border-collapse:collapse;\">\n\(rows.joined(separator: "\n"))\n</table>"
    }

    private func spans(of node: MarkdownNode, depth: Int, isAlone: Bool = false) -> String {
        node.children.map { span($0, depth: depth + 1, isAlone: isAlone) }.joined()
    }

    private func span(_ node: MarkdownNode, depth: Int, isAlone: Bool) -> String {
        guard depth < Markdown.deepest else { return HTMLText.escaped(node.words) }
        switch node.element {
        case .strong: return "<strong>\(spans(of: node, depth: depth))</strong>"
        case .emphasis: return "<em>\(spans(of: node, depth: depth))</em>"
        case .strikethrough: return "<del>\(spans(of: node, depth: depth))</del>"
        case .code:
            return "<code style=\"font-family:Consolas,Menlo,monospace;\">\(HTMLText.escaped(node.literal))</code>"
        case .lineBreak: return "<br>\n"
        case .lineEnd: return "\n"
        case .link:
            let isPicture = isAlone && node.onlyChild != nil
            let inside = spans(of: node, depth: depth, isAlone: isPicture)
            switch MarkdownLink(node) {
            case .link(let target, let words, let rest):
                return "<a href=\"\(HTMLText.escaped(target))\" style=\"color:inherit;text-decoration:underline;\">"
                    + "\(words.map(HTMLText.escaped) ?? inside)</a>\(HTMLText.escaped(rest))"
            case .words(let before, let after):
                return HTMLText.escaped(before) + inside + HTMLText.escaped(after)
            }
        case .image:
            guard let alternative = MarkdownLink.alternative(node) else {
                return HTMLText.escaped("![\(node.words)](\(node.target))")
            }
            let source = "<img src=\"\(HTMLText.escaped(node.target))\" alt=\"\(HTMLText.escaped(alternative))\" "
            return source
                + (isAlone
                    ? "width=\"552\" style=\"display:block;width:100%;max-width:552px;height:auto;border:0;\">"
                    : "style=\"max-width:100%;height:auto;border:0;\">")
        default: return HTMLText.escaped(node.words)
        }
    }
}

extension String {
    /// The text without the line feed that ends a block.
    var trimmingLastLineFeed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
