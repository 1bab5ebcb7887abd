/// A parsed text as the plain part: paragraphs for reading, each link in clear behind its words.
struct MarkdownText {
    private(set) var text = ""

    init(_ parts: [LetterPart]) { text = self.parts(parts, depth: 0) }

    func parts(_ parts: [LetterPart], depth: Int) -> String {
        parts.map { part in
            switch part {
            case .markdown(let node): block(node, depth: depth)
            case .block(let block, let parts): self.block(block, parts, depth: depth)
            }
        }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func blocks(_ nodes: [MarkdownNode], depth: Int) -> String {
        nodes.map { block($0, depth: depth) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    func block(_ node: MarkdownNode, depth: Int) -> String {
        guard depth < Markdown.deepest else { return node.words }
        switch node.element {
        case .heading: return spans(of: node, depth: depth)
        // A link that is a paragraph of its own gets a line of its own, where every mail program finds its end.
        case .paragraph: return lonelyLink(node, depth: depth) ?? spans(of: node, depth: depth)
        case .list: return list(node, depth: depth)
        // As mail quotes, in every language.
        case .quotation:
            return blocks(node.children, depth: depth + 1).split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
        case .rule: return "* * *"
        case .table: return table(node, depth: depth)
        default: return node.words.trimmingLastLineFeed
        }
    }

    private func list(_ node: MarkdownNode, depth: Int) -> String {
        let gap = node.isTight ? "\n" : "\n\n"
        return node.children.enumerated().map { index, item in
            let mark = node.firstNumber.map { "\($0 + index). " } ?? "- "
            let blocks = item.children.map { block($0, depth: depth + 1) }.joined(separator: gap)
            return blocks.isEmpty ? String(mark.dropLast()) : mark + Self.indented(blocks, by: mark.count)
        }.joined(separator: gap)
    }

    /// All lines but the first and the blank ones, moved to the right.
    private static func indented(_ text: String, by count: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            index == 0 || line.isEmpty ? String(line) : String(repeating: " ", count: count) + line
        }.joined(separator: "\n")
    }

    private func table(_ node: MarkdownNode, depth: Int) -> String {
        let rows = node.children.map { row in
            row.children.map { cell in
                spans(of: cell, depth: depth).split(separator: "\n").joined(separator: " ")
            }
        }
        return TextTable(rows: rows, isRight: node.alignments.map { $0 == UInt8(ascii: "r") }).text
    }

    private func spans(of node: MarkdownNode, depth: Int) -> String {
        node.children.map { span($0, depth: depth + 1) }.joined()
    }

    private func span(_ node: MarkdownNode, depth: Int) -> String {
        guard depth < Markdown.deepest else { return node.words }
        switch node.element {
        case .strong, .emphasis: return spans(of: node, depth: depth)
        // Without its signs a price that no longer holds would be one that does.
        case .strikethrough: return "~~\(spans(of: node, depth: depth))~~"
        case .lineBreak: return "\n"
        case .link:
            let inside = spans(of: node, depth: depth)
            switch MarkdownLink(node) {
            case .link(let target, let words, let rest):
                if let words { return (target.hasSuffix(words) ? words : target) + rest }
                return (target.hasSuffix(inside) ? inside : "\(inside) <\(Self.written(target))>") + rest
            case .words(let before, let after): return before + inside + after
            }
        case .image: return MarkdownLink.picture(node)?.alternative ?? "![\(node.words)](\(node.target))"
        // Lines are broken anew where the letter is laid out.
        default: return node.words
        }
    }

    private func lonelyLink(_ node: MarkdownNode, depth: Int) -> String? {
        guard let link = node.onlyChild, link.element == .link, case .link(let target, nil, _) = MarkdownLink(link)
        else { return nil }
        let words = spans(of: link, depth: depth + 1)
        return words == target ? nil : "\(words)\n\(Self.written(target))"
    }

    /// A link as readers know it: mail programs find an address without its scheme, too.
    static func written(_ target: String) -> String {
        target.hasPrefix("mailto:") && !target.contains("?") ? String(target.dropFirst("mailto:".count)) : target
    }
}
