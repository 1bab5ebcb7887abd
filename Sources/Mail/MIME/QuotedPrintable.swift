/// Quoted-printable (RFC 2045 section 6.7): French stays readable in the source and every byte on the wire is ASCII.
enum QuotedPrintable {
    /// Leaves room for the `=` of a soft line break within the 76 columns of the RFC.
    private static let columns = 75

    /// Appends the encoded text. LF, CR LF and CR alone all become CRLF; no line begins with a dot, so that SMTP has nothing to
    /// stuff; no line breaks within a character. `text` is valid UTF-8.
    static func append(_ text: [UInt8], to output: inout [UInt8]) {
        var column = 0
        var index = 0
        while index < text.count {
            if column == columns { breakLine(at: &column, in: &output) }
            let end = endOfRun(text, from: index, limit: columns - column)
            if end > index, column > 0 || text[index] != UInt8(ascii: ".") {
                output.append(contentsOf: text[index..<end])
                column += end - index
                index = end
                continue
            }
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                output.append(0x0D)
                output.append(0x0A)
                column = 0
                let isPair = byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
                index += isPair ? 2 : 1
                continue
            }
            let width = min(width(ofCharacterFrom: byte), text.count - index)
            if column + width * 3 > columns { breakLine(at: &column, in: &output) }
            for byte in text[index..<index + width] {
                output.append(UInt8(ascii: "="))
                output.append(hexadecimalDigit(byte >> 4))
                output.append(hexadecimalDigit(byte & 15))
            }
            column += width * 3
            index += width
        }
    }

    /// Where the bytes end that stand for themselves, at most `limit` of them. White space does, but not at the end of a line,
    /// where relays strip it.
    private static func endOfRun(_ text: [UInt8], from start: Int, limit: Int) -> Int {
        let bound = min(start + limit, text.count)
        var index = start
        while index < bound, isPlain(text[index]) { index += 1 }
        let isLineEnd = index == text.count || text[index] == 0x0A || text[index] == 0x0D
        let endsInWhiteSpace = index > start && (text[index - 1] == 0x20 || text[index - 1] == 0x09)
        return isLineEnd && endsInWhiteSpace ? index - 1 : index
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || byte == 0x09
    }

    private static func width(ofCharacterFrom lead: UInt8) -> Int {
        switch lead {
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0...: 4
        default: 1
        }
    }

    private static func breakLine(at column: inout Int, in output: inout [UInt8]) {
        output.append(UInt8(ascii: "="))
        output.append(0x0D)
        output.append(0x0A)
        column = 0
    }

    /// Upper case, as RFC 2045 and RFC 2047 ask.
    static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
}
