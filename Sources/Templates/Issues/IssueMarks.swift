/// What stands for the tags of an issue while Markdown becomes a letter: a few letters and digits, which every step leaves as they are, and
/// for those that are links a link.
struct IssueMarks: Sendable {
    enum Piece: Sendable {
        case words([Unicode.Scalar])
        case tag(IssueTag)
    }

    private let prefix: [Unicode.Scalar]
    private var tags: [IssueTag] = []
    private static let scheme = Array("https://".unicodeScalars)
    private static let host = Array(".invalid/".unicodeScalars)

    /// None of the texts holds what the marks begin with.
    init(avoiding texts: [String]) {
        var prefix = "zqx"
        while texts.contains(where: { $0.contains(prefix) }) { prefix += "q" }
        self.prefix = Array(prefix.unicodeScalars)
    }

    /// The mark of a tag, which is remembered.
    mutating func mark(_ tag: IssueTag) -> String {
        tags.append(tag)
        let mark = String(String.UnicodeScalarView(prefix)) + String(tags.count - 1) + "z"
        return tag.isLink ? "https://\(mark).invalid/" : mark
    }

    /// A text cut at its marks.
    func pieces(_ scalars: some Collection<Unicode.Scalar>) -> [Piece] {
        let scalars = Array(scalars)
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while index < scalars.count {
            guard scalars[index] == prefix[0], let (tag, end) = tag(at: index, in: scalars) else {
                index += 1
                continue
            }
            var (from, to) = (index, end)
            if tag.isLink, scalars[start..<index].reversed().starts(with: Self.scheme.reversed()),
                scalars[end...].starts(with: Self.host)
            {
                from -= Self.scheme.count
                to += Self.host.count
            }
            if from > start { pieces.append(.words(Array(scalars[start..<from]))) }
            pieces.append(.tag(tag))
            start = to
            index = to
        }
        if start < scalars.count { pieces.append(.words(Array(scalars[start...]))) }
        return pieces
    }

    /// Whether any tag stands in a text.
    func areIn(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
        guard !tags.isEmpty else { return false }
        return pieces(scalars).contains { if case .tag = $0 { true } else { false } }
    }

    private func tag(at index: Int, in scalars: [Unicode.Scalar]) -> (IssueTag, end: Int)? {
        guard scalars[index...].starts(with: prefix) else { return nil }
        var place = index + prefix.count
        var number = 0
        let start = place
        while place < scalars.count, let digit = Int(String(scalars[place])), number <= tags.count {
            number = number * 10 + digit
            place += 1
        }
        guard place > start, place < scalars.count, scalars[place] == "z", tags.indices.contains(number) else {
            return nil
        }
        return (tags[number], place + 1)
    }
}
