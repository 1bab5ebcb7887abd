/// One line of a part in quoted-printable, with places for values: its words are encoded as far as can be without them.
struct QuotedLine: Sendable {
    private enum Piece: Sendable {
        /// Words that stand for themselves, wherever the line is broken.
        case literal(Range<Int>)
        /// Words of which some bytes are encoded.
        case mixed(Range<Int>)
        case value(Int)
    }

    /// The line as far as its first value, as it leaves, and the column it has come to.
    private let beginning: [UInt8]
    private let column: Int
    /// What stands behind it.
    private let words: [UInt8]
    private let pieces: [Piece]
    /// Whether the last words are the last of the text.
    private let wordsEndText: Bool
    private let escaping: MergeText.Escaping
    /// All words, counted.
    private let fixed: EncodingChoice
    let fixedCount: Int

    /// Shorter words are not worth a piece of their own.
    private static let leastLiteral = 16

    init(_ line: MergeText) {
        var beginning: [UInt8] = []
        var column = 0
        var words: [UInt8] = []
        var pieces: [Piece] = []
        var fixed = EncodingChoice()
        for (number, piece) in line.pieces.enumerated() {
            switch piece {
            case .value(let value): pieces.append(.value(value))
            case .words(let these):
                fixed.count(these)
                let isLast = number == line.pieces.count - 1
                if pieces.isEmpty {
                    QuotedPrintable.append(these, these.indices, endsText: isLast, at: &column, to: &beginning)
                } else {
                    let start = words.count
                    words += these
                    Self.split(words, from: start, endsText: isLast, into: &pieces)
                }
            }
        }
        self.beginning = beginning
        self.column = column
        self.words = words
        self.pieces = pieces
        self.fixed = fixed
        wordsEndText = if case .words? = line.pieces.last { true } else { false }
        escaping = line.escaping
        fixedCount = line.fixedCount
    }

    /// Appends the line of one letter; no value may reach beyond it (`ValueBytes.arePlain`).
    func append(_ values: ValueBytes, to bytes: inout [UInt8], counting choice: inout EncodingChoice) {
        choice.count(fixed)
        bytes += beginning
        var column = column
        for piece in pieces {
            switch piece {
            case .literal(let range): QuotedPrintable.appendLiteral(words, range, at: &column, to: &bytes)
            case .mixed(let range):
                let endsText = wordsEndText && range.upperBound == words.count
                QuotedPrintable.append(words, range, endsText: endsText, at: &column, to: &bytes)
            case .value(let number):
                let form = values.form(number, escaping)
                choice.count(form.range.count, beyondASCII: form.beyondASCII)
                if form.isLiteral {
                    QuotedPrintable.appendLiteral(values.bytes, form.range, at: &column, to: &bytes)
                } else {
                    QuotedPrintable.append(values.bytes, form.range, endsText: false, at: &column, to: &bytes)
                }
            }
        }
    }

    /// How many bytes it has before it is encoded.
    func count(_ values: ValueBytes) -> Int {
        pieces.reduce(fixedCount) { sum, piece in
            if case .value(let number) = piece { sum + values.form(number, escaping).range.count } else { sum }
        }
    }

    /// Adds the words from `start` on as pieces. White space at the end of the line is encoded, and belongs to no literal piece.
    private static func split(_ words: [UInt8], from start: Int, endsText: Bool, into pieces: inout [Piece]) {
        var mixed = start
        var index = start
        while index < words.count {
            let end = words[index...].firstIndex { !QuotedPrintable.isPlain($0) } ?? words.count
            var literalEnd = end
            if end < words.count || endsText {
                while literalEnd > index, words[literalEnd - 1] == 0x20 || words[literalEnd - 1] == 0x09 {
                    literalEnd -= 1
                }
            }
            if literalEnd - index >= leastLiteral {
                if mixed < index { pieces.append(.mixed(mixed..<index)) }
                pieces.append(.literal(index..<literalEnd))
                mixed = literalEnd
            }
            index = end < words.count ? end + 1 : end
        }
        if mixed < words.count { pieces.append(.mixed(mixed..<words.count)) }
    }
}
