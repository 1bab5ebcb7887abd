/// Words with places for what differs from letter to letter, as in a mail merge: values are named by their numbers.
package struct MergeText: Sendable {
    package enum Piece: Sendable {
        case words([UInt8])
        case value(Int)
    }

    /// How a value is written among the words.
    package enum Escaping: Sendable {
        case none
        case markup
    }

    private(set) var pieces: [Piece] = []
    let escaping: Escaping

    package init(_ pieces: some Sequence<Piece>, escaping: Escaping = .none) {
        self.escaping = escaping
        for piece in pieces { append(piece) }
    }

    /// Words alone.
    init(words: String) { self.init([.words(Array(words.utf8))]) }

    private mutating func append(_ piece: Piece) {
        guard case .words(let words) = piece else { return pieces.append(piece) }
        if case .words(let before)? = pieces.last {
            pieces[pieces.count - 1] = .words(before + words)
        } else if !words.isEmpty {
            pieces.append(piece)
        }
    }

    var hasValues: Bool {
        pieces.contains { if case .value = $0 { true } else { false } }
    }

    /// The same with one value, which needs no escaping, filled in for good.
    package func filling(_ number: Int, with words: String) -> MergeText {
        let filled = pieces.map { piece in
            if case .value(number) = piece { Piece.words(Array(words.utf8)) } else { piece }
        }
        return MergeText(filled, escaping: escaping)
    }

    /// How many bytes the words take.
    var fixedCount: Int {
        pieces.reduce(0) { if case .words(let words) = $1 { $0 + words.count } else { $0 } }
    }

    /// Appends the text of one letter.
    func append(_ values: [String], to bytes: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .words(let words): bytes += words
            case .value(let number):
                switch escaping {
                case .none: bytes += values[number].utf8
                case .markup: HTMLText.append(values[number].utf8, to: &bytes)
                }
            }
        }
    }

    func filled(_ values: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        append(values, to: &bytes)
        return bytes
    }

    /// The lines, each with the LF of the words that ends it; no value holds one.
    var lines: [MergeText] {
        var lines: [MergeText] = []
        var line = MergeText([], escaping: escaping)
        for piece in pieces {
            guard case .words(let words) = piece else {
                line.append(piece)
                continue
            }
            for words in words[...].lines {
                line.append(.words(Array(words)))
                guard words.last == UInt8(ascii: "\n") else { continue }
                lines.append(line)
                line = MergeText([], escaping: escaping)
            }
        }
        return line.pieces.isEmpty ? lines : lines + [line]
    }

    /// The same without blank lines at both ends; one line end closes the text.
    var withoutOuterBlankLines: MergeText {
        var pieces = pieces
        if case .words(let words)? = pieces.first { pieces[0] = .words(Array(words.drop { $0 == UInt8(ascii: "\n") })) }
        if case .words(var words)? = pieces.last {
            while words.last == UInt8(ascii: "\n") { words.removeLast() }
            pieces[pieces.count - 1] = .words(words)
        }
        return MergeText(pieces + [.words([UInt8(ascii: "\n")])], escaping: escaping)
    }
}
