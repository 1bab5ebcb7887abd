/// A text whose blocks are found: what the parser of Markdown is given, which knows no blocks.
struct BlockScan {
    /// The text with marks in the place of blocks' names, attributes and ends. What is wrong stands in it as it is written.
    let source: String
    /// Those that can be shown, by the numbers of their marks.
    let blocks: [Block]
    let faults: [IssueFault]
    /// For each line of `source`, the line of the text that it comes from; both from 1.
    private let origins: [Int]

    init(_ text: String) {
        let text = BlockMark.cleared(text)
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        guard text.contains("::") else {
            (source, blocks, faults, origins) = (text, [], [], [])
            return
        }
        let reader = BlockReader(lines, code: Self.codeLines(of: text))
        var marks: [Int: (mark: BlockMark, end: Int)] = [:]
        var blocks: [Block] = []
        for found in reader.found {
            guard found.isSound, let end = found.end, let kind = found.kind else { continue }
            marks[found.head.lowerBound] = (.opening(blocks.count), found.head.upperBound)
            marks[end] = (.closing, end)
            blocks.append(
                Block(
                    kind: kind, values: found.values.filter { !$0.value.isEmpty }, line: found.head.lowerBound + 1,
                    column: found.column))
        }
        var (result, origins): ([Substring], [Int]) = ([], [])
        var index = 0
        while index < lines.count {
            if let (mark, end) = marks[index] {
                result += ["", mark.line[...], ""]
                origins += Array(repeating: index + 1, count: 3)
                index = end + 1
            } else {
                result.append(lines[index])
                origins.append(index + 1)
                index += 1
            }
        }
        (source, self.blocks, faults, self.origins) = (
            result.joined(separator: "\n"), blocks, reader.faults, origins
        )
    }

    /// The line of what the editor wrote that a line of `source` comes from.
    func line(_ line: Int) -> Int { origins.indices.contains(line - 1) ? origins[line - 1] : line }

    /// The lines, from 0, that hold code or HTML, as the parser sees them: in lists and quotations, too.
    private static func codeLines(of text: String) -> Set<Int> {
        let ranges = MarkdownDocument(text).read { document in
            document.all.compactMap { node -> Range<Int>? in
                guard node.element == .htmlBlock || node.element == .codeBlock && node.isFenced else { return nil }
                let count = node.literal.utf8.count { $0 == UInt8(ascii: "\n") }
                // The first line of a fenced block is the fence.
                return node.line - 1..<node.line - 1 + count + (node.element == .codeBlock ? 1 : 0)
            }
        }
        return (ranges ?? []).reduce(into: []) { $0.formUnion($1) }
    }
}
