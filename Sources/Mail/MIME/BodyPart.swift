/// One text part with its header. Whatever lines of it are the same in every letter are encoded once: quoted-printable and the layout
/// of a text begin anew at each line.
struct BodyPart: Sendable {
    private enum Run: Sendable {
        /// Whole lines as they leave.
        case encoded([UInt8])
        /// One line that holds a value, for a value that reaches not beyond it.
        case line(QuotedLine)
        /// One that is laid out or composed as a whole, once its values are there.
        case whole(MergeText)
        /// One that is laid out where it is too long.
        case wrapped(QuotedLine, MergeText)
    }

    private let words: MergeText
    private let type: String
    /// The part's fields, for quoted-printable.
    private let fields: [UInt8]
    private let isWrapped: Bool
    /// Whether a combining mark stands in the words: then all of the text is composed, whatever the values are.
    private let isComposed: Bool
    /// What is the same in every letter, counted.
    private let fixed: EncodingChoice
    private let runs: [Run]
    /// Whether anything differs between letters.
    let hasValues: Bool
    /// About how many bytes it takes, without its values.
    let estimate: Int

    /// - Parameters:
    ///   - type: `text/plain` or `text/html`.
    ///   - isWrapped: Whether the lines are still to be broken for reading.
    init(type: String, _ words: MergeText, isWrapped: Bool = false) {
        let words = isWrapped ? words.withoutOuterBlankLines : words
        self.type = type
        self.words = words
        var fields: [UInt8] = []
        Self.appendFields(type: type, isBase64: false, to: &fields)
        self.fields = fields
        hasValues = words.hasValues
        self.isWrapped = isWrapped
        isComposed = words.pieces.contains {
            if case .words(let words) = $0 { words.mayHoldCombiningMarks } else { false }
        }
        if hasValues {
            (runs, fixed) = Self.encoded(words, isWrapped: isWrapped, isComposed: isComposed)
        } else {
            var whole: [UInt8] = []
            Self.append(Self.content(words, [], isWrapped: isWrapped), type: type, to: &whole)
            (runs, fixed) = ([.encoded(whole)], EncodingChoice())
        }
        estimate = runs.reduce(128) { sum, run in
            switch run {
            case .encoded(let lines): sum + lines.count
            case .line(let line), .wrapped(let line, _): sum + 2 * line.fixedCount
            case .whole(let words): sum + 2 * words.fixedCount
            }
        }
    }

    private static func encoded(
        _ words: MergeText, isWrapped: Bool, isComposed: Bool
    ) -> (runs: [Run], fixed: EncodingChoice) {
        var runs: [Run] = []
        var fixed = EncodingChoice()
        var lines: [UInt8] = []
        func encodeLines() {
            let text = isComposed ? lines.composedUnseen : lines
            fixed.count(text)
            var encoded: [UInt8] = []
            QuotedPrintable.append(text, to: &encoded)
            if !encoded.isEmpty { runs.append(.encoded(encoded)) }
            lines = []
        }
        for line in words.lines {
            if line.hasValues {
                encodeLines()
                if isComposed {
                    runs.append(.whole(line))
                } else {
                    runs.append(isWrapped ? .wrapped(QuotedLine(line), line) : .line(QuotedLine(line)))
                }
            } else if isWrapped {
                TextLayout.append(line.filled([])[...], to: &lines)
            } else {
                line.append([], to: &lines)
            }
        }
        encodeLines()
        return (runs, fixed)
    }

    /// What it says in one letter.
    func content(_ values: [String]) -> String {
        String(decoding: Self.content(words, values, isWrapped: isWrapped), as: UTF8.self)
    }

    /// Appends the part of one letter; `bytes`: its values as they are encoded, nil where no part has any.
    func append(_ values: [String], _ bytes: ValueBytes?, to mail: inout [UInt8]) {
        let start = mail.count
        guard hasValues else {
            if case .encoded(let whole)? = runs.first { mail += whole }
            return
        }
        if let bytes, bytes.arePlain, appendLines(values, bytes, to: &mail) { return }
        mail.removeLast(mail.count - start)
        Self.append(Self.content(words, values, isWrapped: isWrapped), type: type, to: &mail)
    }

    /// Appends the part line by line; false if the values are such that it must be encoded as a whole.
    private func appendLines(_ values: [String], _ bytes: ValueBytes, to mail: inout [UInt8]) -> Bool {
        mail += fields
        var choice = fixed
        for run in runs {
            switch run {
            case .encoded(let lines): mail += lines
            case .line(let line): line.append(bytes, to: &mail, counting: &choice)
            case .wrapped(let line, _) where line.count(bytes) <= TextLayout.width:
                line.append(bytes, to: &mail, counting: &choice)
            case .whole(let words), .wrapped(_, let words): append(words, values, to: &mail, counting: &choice)
            }
        }
        return !choice.isBase64
    }

    /// Appends one line that is put together before it is encoded.
    private func append(
        _ words: MergeText, _ values: [String], to mail: inout [UInt8], counting choice: inout EncodingChoice
    ) {
        var line = words.filled(values)
        if isWrapped, line.count > TextLayout.width {
            var lines: [UInt8] = []
            lines.reserveCapacity(line.count + 8)
            TextLayout.append(line[...], to: &lines)
            line = lines
        }
        if isComposed { line = line.composedUnseen }
        choice.count(line)
        QuotedPrintable.append(line, to: &mail)
    }

    private static func content(_ words: MergeText, _ values: [String], isWrapped: Bool) -> [UInt8] {
        let text = words.filled(values)
        return isWrapped ? TextLayout.wrapped(text) : text
    }

    /// Appends a part that is taken as a whole.
    private static func append(_ text: [UInt8], type: String, to bytes: inout [UInt8]) {
        let text = text.mayHoldCombiningMarks ? text.composedUnseen : text
        var choice = EncodingChoice()
        choice.count(text)
        appendFields(type: type, isBase64: choice.isBase64, to: &bytes)
        if choice.isBase64 { Base64.appendLines(text, to: &bytes) } else { QuotedPrintable.append(text, to: &bytes) }
    }

    private static func appendFields(type: String, isBase64: Bool, to bytes: inout [UInt8]) {
        bytes += "Content-Type: ".utf8
        bytes += type.utf8
        bytes += "; charset=utf-8\r\nContent-Transfer-Encoding: ".utf8
        bytes += isBase64 ? "base64\r\n\r\n".utf8 : "quoted-printable\r\n\r\n".utf8
    }
}
