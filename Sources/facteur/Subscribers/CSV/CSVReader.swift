/// Comma-separated values as people's programs write them (RFC 4180): a comma, a semicolon or a tab between the fields, quotes around
/// what holds any of them, CRLF or LF, with or without a byte order mark. Takes the file in pieces, so that its size does not matter.
struct CSVReader {
    /// One record, with the number of the line on which it begins.
    struct Record: Sendable, Hashable {
        var line: Int
        /// Empty where the record is not to be read; then `fault` says why.
        var fields: [String]
        var fault: String?

        /// Whether it says nothing, as the rows do that spreadsheets write below the last one.
        var isBlank: Bool { fault == nil && fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
    }

    private enum State { case start, plain, quoted, quoteInQuoted, afterQuoted }

    /// In bytes. A record longer than this is no subscriber; when it is within quotes, one was never closed.
    private static let longest = 64 * 1024
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var separator: UInt8?
    /// Holds the line from which the separator is to be seen.
    private var search = CSVSeparator()
    private var isSearching = true
    /// Bytes that may be the mark; nil when they have been looked at.
    private var mark: [UInt8]? = []
    private var isFirstLine = true
    private var state = State.start
    private var field: [UInt8] = []
    private var fields: [[UInt8]] = []
    private var size = 0
    private var line = 1
    private var beginsAt = 1
    private var fault: String?
    private var endedWithReturn = false

    /// The records that end within these bytes.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [Record] {
        var records: [Record] = []
        for byte in bytes {
            if mark == nil {
                find(byte, &records)
            } else {
                lookForMark(byte, &records)
            }
        }
        return records
    }

    /// The records that are left, where the file ends without a line end.
    mutating func end() -> [Record] {
        var records: [Record] = []
        let held = mark ?? []
        mark = nil
        for byte in held { find(byte, &records) }
        if isSearching { settle(&records) }
        guard size > 0 || !fields.isEmpty else { return records }
        if state == .quoted { fault = fault ?? "has a quote that is never closed" }
        return records + [endRecord()].compactMap(\.self)
    }

    private mutating func lookForMark(_ byte: UInt8, _ records: inout [Record]) {
        let held = (mark ?? []) + [byte]
        if held == Self.byteOrderMark {
            mark = nil
        } else if Self.byteOrderMark.starts(with: held) {
            mark = held
        } else {
            mark = nil
            for byte in held { find(byte, &records) }
        }
    }

    private mutating func find(_ byte: UInt8, _ records: inout [Record]) {
        guard isSearching else { return feed(byte, &records) }
        let isWhole = search.take(byte)
        guard isWhole || search.line.count > Self.longest else { return }
        settle(&records)
        if isWhole { feed(byte, &records) }
    }

    /// Reads the line that was held, knowing the separator now, or that this line has none and the next may.
    private mutating func settle(_ records: inout [Record]) {
        let found = search
        search = CSVSeparator()
        if isFirstLine, let declared = found.declared {
            separator = declared
        } else {
            separator = found.mostFrequent
            for byte in found.line { feed(byte, &records) }
        }
        isSearching = separator == nil
        if !found.line.isEmpty { isFirstLine = false }
    }

    private mutating func feed(_ byte: UInt8, _ records: inout [Record]) {
        let isSecondOfTwo = endedWithReturn && byte == UInt8(ascii: "\n")
        endedWithReturn = byte == UInt8(ascii: "\r")
        if byte == UInt8(ascii: "\n"), !isSecondOfTwo { line += 1 }
        if endedWithReturn { line += 1 }
        if isSecondOfTwo, state != .quoted { return }
        if let record = take(byte) { records.append(record) }
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
        case (_, _) where byte == separator:
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
        // PostgreSQL stores no NUL.
        let isText = !texts.contains(nil) && !fields.contains { $0.contains(0) }
        if !isText { fault = fault ?? "is not UTF-8: save the file in UTF-8" }
        return Record(line: beginsAt, fields: fault == nil ? texts.map { $0 ?? "" } : [], fault: fault)
    }
}
