/// Quoted-printable (RFC 2045 section 6.7): French stays readable in the source and every byte on the wire is ASCII.
enum QuotedPrintable {
    /// Leaves room for the `=` of a soft line break within the 76 columns of the RFC.
    private static let columns = 75

    /// Appends the encoded text. LF, CR LF and CR alone all become CRLF; no line begins with a dot, so that SMTP has nothing to
    /// stuff; no line breaks within a character. `text` is valid UTF-8.
    static func append(_ text: [UInt8], to output: inout [UInt8]) {
        var column = 0
        append(text, text.indices, endsText: true, at: &column, to: &output)
    }

    /// Appends a piece of a text behind what was appended before, which has come to `column`. `range`: whole characters, and no half of
    /// CR LF. `endsText`: whether nothing follows; if something does, white space at the piece's end is at no line's end.
    static func append(
        _ text: [UInt8], _ range: Range<Int>, endsText: Bool, at column: inout Int, to output: inout [UInt8]
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            if column == columns { breakLine(at: &column, in: &output) }
            let end = endOfRun(text, index..<range.upperBound, limit: columns - column, endsText: endsText)
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
                let isPair = byte == 0x0D && index + 1 < range.upperBound && text[index + 1] == 0x0A
                index += isPair ? 2 : 1
                continue
            }
            let width = min(width(ofCharacterFrom: byte), range.upperBound - index)
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

    /// Appends a piece whose bytes all stand for themselves, and whose last one is no white space at the end of a line.
    static func appendLiteral(
        _ text: [UInt8], _ range: Range<Int>, at column: inout Int, to output: inout [UInt8]
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            if column == columns { breakLine(at: &column, in: &output) }
            if column == 0, text[index] == UInt8(ascii: ".") {
                output += dot
                column = dot.count
                index += 1
                continue
            }
            let end = min(index + columns - column, range.upperBound)
            output.append(contentsOf: text[index..<end])
            column += end - index
            index = end
        }
    }

    private static let dot = Array("=2E".utf8)
    private static let softBreak = Array("=\r\n".utf8)

    /// Where the bytes end that stand for themselves, at most `limit` of them. White space does, but not at the end of a line,
    /// where relays strip it.
    private static func endOfRun(_ text: [UInt8], _ range: Range<Int>, limit: Int, endsText: Bool) -> Int {
        let start = range.lowerBound
        let bound = min(start + limit, range.upperBound)
        var index = start
        while index < bound, isPlain(text[index]) { index += 1 }
        let isLineEnd = index == range.upperBound ? endsText : text[index] == 0x0A || text[index] == 0x0D
        let endsInWhiteSpace = index > start && (text[index - 1] == 0x20 || text[index - 1] == 0x09)
        return isLineEnd && endsInWhiteSpace ? index - 1 : index
    }

    /// Whether it stands for itself, but for white space at the end of a line and a dot at its beginning.
    static func isPlain(_ byte: UInt8) -> Bool {
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
        output += softBreak
        column = 0
    }

    /// Upper case, as RFC 2045 and RFC 2047 ask.
    static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
}
