extension MarkdownText {
    /// A block as words: what leads somewhere says where on a line of its own.
    func block(_ block: Block, _ parts: [LetterPart], depth: Int) -> String {
        let link = block.values[.link].map { Self.written(MarkdownLink.encoded($0)) }
        switch block.kind {
        case .button: return Self.lines([parts.words, link])
        case .image:
            let caption = self.parts(parts, depth: depth + 1)
            return Self.lines([block.values[.alt], caption, link])
        case .product:
            let name = [parts.prefix(1).words, block.values[.price] ?? ""].filter { !$0.isEmpty }
            let rest = self.parts(Array(parts.dropFirst()), depth: depth + 1)
            return Self.lines([name.joined(separator: " – "), rest, link])
        case .divider:
            return (["* * *"] + [self.parts(parts, depth: depth + 1)].filter { !$0.isEmpty }).joined(separator: "\n\n")
        case .columns, .column, .products, .section, .note: return self.parts(parts, depth: depth + 1)
        }
    }

    private static func lines(_ lines: [String?]) -> String {
        lines.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
