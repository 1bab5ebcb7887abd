/// Comma-separated values as people's programs write them (RFC 4180): a comma or a semicolon between the fields, quotes around
/// what holds either, CRLF or LF, with or without a byte order mark. Takes the file in pieces, so that its size does not matter.
struct CSVReader {
    /// One record, with the number of the line on which it begins.
    struct Record: Sendable, Hashable {
        var line: Int
        /// nil where the record is not to be read; then `fault` says why.
        var fields: [String]
        var fault: String?
    }

    private enum State { case start, plain, quoted, quoteInQuoted, afterQuoted }

    /// In bytes. A record longer than this is no subscriber; when it is within quotes, one was never closed.
    private static let longest = 64 * 1024

    private var separator: UInt8?
    private var state = State.start
    private var field: [UInt8] = []
    private var fields: [[UInt8]] = []
    private var size = 0
    private var line = 1
    private var beginsAt = 1
    private var fault: String?
    private var endedWithReturn = false
    private var isAtBeginning = true

    /// Without a separator the first line's decides.
    init(separator: UInt8? = nil) { self.separator = separator }

    /// The records that end within these bytes.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [Record] {
        var records: [Record] = []
        for byte in bytes {
            let isSecondOfTwo = endedWithReturn && byte == UInt8(ascii: "\n")
            endedWithReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n"), !isSecondOfTwo { line += 1 }
            if endedWithReturn { line += 1 }
            if isSecondOfTwo, state != .quoted { continue }
            if let record = take(byte) { records.append(record) }
        }
        return records
    }

    /// The last record, where the file ends without a line end.
    mutating func end() -> Record? {
        guard size > 0 || !fields.isEmpty else { return nil }
        if state == .quoted { fault = fault ?? "has a quote that is never closed" }
        return endRecord()
    }

    private mutating func take(_ byte: UInt8) -> Record? {
        size += 1
        switch (state, byte) {
        case (.quoted, UInt8(ascii: "\"")):
            state = .quoteInQuoted
        case (.quoted, _):
            field.append(byte)
            if size > Self.longest {
                fault = "has a quote that is never closed"
                return endRecord()
            }
        case (.start, UInt8(ascii: "\"")):
            state = .quoted
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            field.append(byte)
            state = .quoted
        case (_, UInt8(ascii: "\r")), (_, UInt8(ascii: "\n")):
            size -= 1
            return endRecord()
        case (_, UInt8(ascii: ",")) where separator != UInt8(ascii: ";"),
            (_, UInt8(ascii: ";")) where separator != UInt8(ascii: ","):
            separator = separator ?? byte
            endField()
        case (.quoteInQuoted, _), (.afterQuoted, _):
            if byte != UInt8(ascii: " ") { fault = fault ?? "has text behind a closing quote" }
            state = .afterQuoted
        case (.start, _), (.plain, _):
            state = .plain
            if size <= Self.longest {
                field.append(byte)
            } else {
                fault = fault ?? "is longer than \(Self.longest / 1024) KiB"
            }
        }
        return nil
    }

    private mutating func endField() {
        if isAtBeginning, field.starts(with: [0xEF, 0xBB, 0xBF]) { field.removeFirst(3) }
        isAtBeginning = false
        fields.append(field)
        field = []
        state = .start
    }

    /// nil for an empty line.
    private mutating func endRecord() -> Record? {
        let isEmpty = size == 0 && fields.isEmpty
        if !isEmpty { endField() }
        defer {
            (fields, size, fault, state, beginsAt) = ([], 0, nil, .start, line)
            field = []
        }
        guard !isEmpty else { return nil }
        let texts = fields.map { String(validating: $0, as: UTF8.self) }
        // UTF-16 is full of NULs, and PostgreSQL stores none.
        let isText = !texts.contains(nil) && !fields.contains { $0.contains(0) }
        if !isText { fault = fault ?? "is not UTF-8: save the file in UTF-8" }
        return Record(line: beginsAt, fields: fault == nil ? texts.map { $0 ?? "" } : [], fault: fault)
    }
}

extension CSVReader {
    /// A field as it stands in a file: quoted where it must be.
    static func field(_ text: String) -> String {
        let isPlain =
            !text.utf8.contains { "\",;\r\n".utf8.contains($0) } && text.utf8.first != UInt8(ascii: " ")
            && text.utf8.last != UInt8(ascii: " ")
        if isPlain { return text }
        // Bytes: a quote with a mark on it ends a field all the same.
        let doubled = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
