/// A rendered part in which what differs from recipient to recipient was left out, and the content not yet put in.
struct Placeholders: Sendable {
    private enum Piece: Sendable {
        case words(String)
        case placeholder(String)
    }

    private let pieces: [Piece]

    private static let opening: Unicode.Scalar = "\u{F0000}"
    private static let closing: Unicode.Scalar = "\u{F0001}"

    /// What stands in a rendered part for a recipient’s value. Its marks are private code points that `ValueRules` lets into no
    /// value, so that nothing an editor or a customer writes can be taken for one.
    static func mark(_ name: String) -> String { "\(opening)\(name)\(closing)" }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool { scalar == opening || scalar == closing }

    init(_ rendered: String) {
        var pieces: [Piece] = []
        let parts = rendered.unicodeScalars.split(separator: Self.opening, omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let halves = part.split(separator: Self.closing, maxSplits: 1, omittingEmptySubsequences: false)
            if index > 0 { pieces.append(.placeholder(String(halves[0]))) }
            if let words = halves.last, index == 0 || halves.count == 2 { pieces.append(.words(String(words))) }
        }
        self.pieces = pieces
    }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// The same part with one placeholder filled for good.
    func filling(_ name: String, with words: String) -> Placeholders {
        Placeholders(
            pieces: pieces.map { piece in
                if case .placeholder(name) = piece { .words(words) } else { piece }
            })
    }

    /// The words for one recipient. What `values` doesn't have stays empty; `escape` is applied to the values alone.
    func filled(_ values: [String: String], escape: (String) -> String) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .placeholder(let name): text += escape(values[name] ?? "")
            }
        }
        return text
    }
}
