/// What of a parsed text is shown as it is written, which its editor did not mean: told with its place.
struct MarkdownFaults {
    private(set) var faults: [IssueFault] = []
    private let scan: BlockScan
    /// The lines that the parser had, in octets.
    private let lines: [Substring.UTF8View]
    /// The last line in which the parser saw something begin.
    private var latest = 0
    /// Where what has no place was found, by its words.
    private var found: [String: (line: Int, octets: Int)] = [:]

    init(_ document: MarkdownNode, in scan: BlockScan) {
        self.scan = scan
        lines = scan.source.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
            .map(\.utf8)
        for node in document.all {
            latest = max(latest, node.line)
            switch node.element {
            case .link: look(atLink: node)
            case .image: look(atPicture: node)
            case .htmlBlock, .inlineHTML:
                guard !node.literal.hasPrefix("</") else { continue }
                let words = node.literal.split(separator: "\n").first.map(String.init) ?? ""
                report(
                    node, "\(words.prefix(60)) is HTML, and is shown as it is written",
                    "say it in Markdown, or take it out")
            default: break
            }
        }
        latest = 0
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
        if target.isEmpty {
            report(node, "the picture \(node.words) has no address", "write it in the parentheses")
        } else if !MarkdownLink.isPicture(target) {
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
                "write plain words: they lead where link: says")
        }
    }

    /// More than anybody reads; to find the place of each in one long line takes time.
    private static let most = 1_000

    private mutating func report(_ node: MarkdownNode, _ fault: String, _ mend: String) {
        guard faults.count < Self.most else { return }
        let (line, octets) = place(of: node)
        let before = lines.indices.contains(line - 1) ? lines[line - 1].prefix(max(octets - 1, 0)) : Substring().utf8
        let column = String(decoding: before, as: UTF8.self).count + 1
        faults.append(IssueFault(line: scan.line(line), column: column, fault: fault, mend: mend))
    }

    /// In the text that was parsed, both from 1, the second in octets. Where a bare link stands the parser does not know, nor where
    /// anything does in the words right above a table.
    private mutating func place(of node: MarkdownNode) -> (line: Int, octets: Int) {
        let words = node.onlyChild?.literal ?? ""
        let isKnown = sequence(first: node, next: \.parent).allSatisfy { $0.line > 0 }
        guard node.isBare || !isKnown else { return (line(of: node), node.column) }
        let sought = node.isBare ? words : node.literal.isEmpty ? node.target : node.literal
        let last = found[sought] ?? (max(latest, 1), 0)
        for line in last.line...max(lines.count, last.line) where lines.indices.contains(line - 1) && !sought.isEmpty {
            let text = Substring(lines[line - 1].dropFirst(line == last.line ? last.octets : 0))
            guard let range = text.firstRange(of: sought) else { continue }
            let octets = lines[line - 1].distance(from: lines[line - 1].startIndex, to: range.lowerBound) + 1
            found[sought] = (line, octets)
            return (line, octets)
        }
        return (last.line, max(last.octets, 1))
    }

    /// To the parser the addresses of links in front of a paragraph's words (`[a]: https://…`) are no lines of it.
    private func line(of node: MarkdownNode) -> Int {
        guard let paragraph = sequence(first: node, next: \.parent).first(where: { $0.element == .paragraph }) else {
            return node.line
        }
        let above = lines.dropFirst(max(paragraph.line - 1, 0)).prefix(while: Self.isAddress).count
        let line = node.line + above
        guard above > 0, lines.indices.contains(line - 1),
            let sign = lines[line - 1].dropFirst(max(node.column - 1, 0)).first
        else { return node.line }
        return "[!<".utf8.contains(sign) ? line : node.line
    }

    private static func isAddress(_ line: Substring.UTF8View) -> Bool {
        let words = Substring(line).drop { $0 == " " }
        guard words.first == "[", let end = words.firstRange(of: "]:") else { return false }
        return !words[..<end.lowerBound].dropFirst().contains("[")
    }
}
