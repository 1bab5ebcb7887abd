/// What of a parsed text is shown as it is written, which its editor did not mean: told with its place.
struct MarkdownFaults {
    private(set) var faults: [IssueFault] = []
    private let scan: BlockScan
    /// The lines that the parser had, in octets.
    private let lines: [Substring.UTF8View]

    init(_ document: MarkdownNode, in scan: BlockScan) {
        self.scan = scan
        lines = scan.source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            .map(\.utf8)
        for node in document.all {
            switch node.element {
            case .link: look(atLink: node)
            case .image: look(atPicture: node)
            case .htmlBlock, .inlineHTML:
                let words = node.literal.split(separator: "\n").first.map(String.init) ?? ""
                report(
                    node, "\(words.prefix(60)) is HTML, and is shown as it is written",
                    "say it in Markdown, or take it out")
            default: break
            }
        }
        if let parts = LetterPart.parts(of: document, scan.blocks) { look(at: parts) }
    }

    private mutating func look(atLink node: MarkdownNode) {
        let (target, words) = (node.target, node.words)
        if target.isEmpty {
            report(node, "[\(words)] leads nowhere", "write its address in the parentheses")
        } else if !MarkdownLink.isLink(target) {
            report(
                node, "\(target) is no link that a letter may have", "write the whole address, with https:// or mailto:"
            )
        } else if words.isEmpty, node.onlyChild?.element != .image {
            report(node, "the link to \(target) has no words", "write in the brackets where it leads")
        }
    }

    private mutating func look(atPicture node: MarkdownNode) {
        let target = node.target
        if !MarkdownLink.isPicture(target) {
            report(node, "\(target) is no address of a picture", "write the whole address, with https://")
        } else if node.words.isEmpty {
            report(node, "the picture \(target) has no alternative", "write what it shows in the brackets of ![]")
        }
    }

    /// A button's words and a product's name are one link: what they hold of links and pictures is lost.
    private mutating func look(at parts: [LetterPart]) {
        for case .block(let block, let parts) in parts {
            look(at: parts)
            guard block.kind == .button || block.kind == .product else { continue }
            let words = block.kind == .button ? parts[...] : parts.prefix(1)
            let nodes = words.flatMap { part -> [MarkdownNode] in
                if case .markdown(let node) = part { node.all } else { [] }
            }
            guard let node = nodes.first(where: { $0.element == .link || $0.element == .image }) else { continue }
            report(
                node,
                "the words of :::\(block.kind.rawValue) hold another \(node.element == .link ? "link" : "picture")",
                "write plain words: they lead where its link: says")
        }
    }

    private mutating func report(_ node: MarkdownNode, _ fault: String, _ mend: String) {
        let line = lines.indices.contains(node.line - 1) ? lines[node.line - 1] : Substring().utf8
        // The parser counts octets.
        let column = String(decoding: line.prefix(max(node.column - 1, 0)), as: UTF8.self).count + 1
        faults.append(IssueFault(line: scan.line(node.line), column: column, fault: fault, mend: mend))
    }
}
