/// A block as an editor wrote it: its kind and what it is told.
struct Block {
    var kind: BlockKind
    /// Those that are sound.
    var values: [BlockAttribute: String] = [:]
    /// Where it begins, in what the editor wrote; both from 1.
    var line: Int
    var column: Int
}

/// What a letter is made of, one below the other.
enum LetterPart {
    case markdown(MarkdownNode)
    case block(Block, [LetterPart])

    /// The parts of a document in which marks stand for the beginnings and ends of `blocks`; nil where one stands elsewhere than it was
    /// put.
    static func parts(of document: MarkdownNode, _ blocks: [Block]) -> [LetterPart]? {
        var levels: [(block: Block?, parts: [LetterPart])] = [(nil, [])]
        var count = 0
        for node in document.children {
            switch BlockMark(node) {
            case .opening(let number):
                guard blocks.indices.contains(number) else { return nil }
                levels.append((blocks[number], []))
                count += 1
            case .closing:
                guard levels.count > 1, let level = levels.popLast(), let block = level.block else { return nil }
                levels[levels.count - 1].parts.append(.block(block, level.parts))
            case nil: levels[levels.count - 1].parts.append(.markdown(node))
            }
        }
        return levels.count == 1 && count == blocks.count ? levels[0].parts : nil
    }
}

/// What stands in the place of a block's first and last lines while the text is parsed: a paragraph that nobody can write.
enum BlockMark {
    case opening(Int)
    case closing

    private static let sign: Unicode.Scalar = "\u{F0002}"

    var line: String {
        switch self {
        case .opening(let number): "\(Self.sign)\(number)\(Self.sign)"
        case .closing: "\(Self.sign)\(Self.sign)"
        }
    }

    init?(_ node: MarkdownNode) {
        guard node.element == .paragraph, let words = node.onlyChild?.literal, words.unicodeScalars.first == Self.sign
        else { return nil }
        let digits = words.unicodeScalars.dropFirst().dropLast()
        self = Int(String(digits)).map { .opening($0) } ?? .closing
    }

    /// The text without what could be taken for a mark.
    static func cleared(_ source: String) -> String {
        // It begins with this byte in UTF-8.
        guard source.utf8.contains(0xF3) else { return source }
        return String(String.UnicodeScalarView(source.unicodeScalars.map { $0 == sign ? "\u{FFFD}" : $0 }))
    }
}
