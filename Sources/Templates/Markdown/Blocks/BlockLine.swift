/// What a line is to the blocks of a text.
enum BlockLine {
    /// `:::button`. Behind the name nothing may stand.
    case opening(name: Substring, rest: Substring)
    /// `:::`, of three colons or more.
    case closing
    case other

    init(_ line: Substring) {
        // As with the marks of Markdown: further to the right stands code.
        self = line.leadingSpaces <= 3 ? BlockLine(words: line.dropFirst(line.leadingSpaces)) : .other
    }

    private init(words: Substring) {
        let behind = words.drop { $0 == ":" }
        let rest = behind.trimmed
        let name = rest.prefix(while: \.isLetter)
        if words.distance(from: words.startIndex, to: behind.startIndex) < 3 || name.isEmpty && !rest.isEmpty {
            self = .other
        } else {
            self = rest.isEmpty ? .closing : .opening(name: name, rest: rest[name.endIndex...].trimmed)
        }
    }

    /// What is wrong with a line that was meant to be of a block and is none; nil for every other line.
    static func misplaced(_ line: Substring) -> (fault: String, mend: String, isEnd: Bool)? {
        let words = line.trimmed
        let bare = words.drop { "> \t-+*.)".contains($0) || $0.isNumber }
        let isEnd: Bool
        switch BlockLine(words: bare) {
        case .opening(let name, _) where BlockKind(rawValue: name.lowercased()) != nil: isEnd = false
        case .closing: isEnd = true
        default:
            guard words.hasPrefix("::"), let kind = BlockKind(rawValue: words.dropFirst(2).trimmed.lowercased()) else {
                return nil
            }
            return ("a block begins with three colons", "write :::\(kind.rawValue)", false)
        }
        guard bare.startIndex == words.startIndex else {
            let mend = "put \(bare) on a line of its own, with nothing in front"
            return ("a block stands neither in a list nor in a quotation", mend, isEnd)
        }
        return ("\(words) stands too far to the right", "put no more than three spaces in front of it", isEnd)
    }
}

extension Substring {
    var leadingSpaces: Int { prefix { $0 == " " }.count }

    /// Without the spaces at both ends, which may be non-breaking.
    var trimmed: Substring {
        var words = drop(while: \.isWhitespace)
        while words.last?.isWhitespace == true { words.removeLast() }
        return words
    }
}
