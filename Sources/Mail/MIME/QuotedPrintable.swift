/// Quoted-printable (RFC 2045 section 6.7): French stays readable in the source and every byte on the wire is ASCII.
enum QuotedPrintable {
    /// Leaves room for the `=` of a soft line break within the 76 columns of the RFC.
    private static let columns = 75

    /// Appends the encoded text. LF, CR LF and CR alone all become CRLF; no line begins with a dot, so that SMTP has nothing to
    /// stuff; no line breaks within a character. `text` is valid UTF-8.
    static func append(_ text: [UInt8], to output: inout [UInt8]) {
        var column = 0
        var runStart = 0
        var index = 0
        while index < text.count {
            if isLiteral(text, at: index) {
                index += 1
                continue
            }
            appendRun(text[runStart..<index], at: &column, to: &output)
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                output.append(0x0D)
                output.append(0x0A)
                column = 0
                let isPair = byte == 0x0D && index + 1 < text.count && text[index + 1] == 0x0A
                index += isPair ? 2 : 1
            } else {
                let end = min(index + width(ofCharacterFrom: byte), text.count)
                appendEscaped(text[index..<end], at: &column, to: &output)
                index = end
            }
            runStart = index
        }
        appendRun(text[runStart...], at: &column, to: &output)
    }

    /// Whether the byte stands for itself. White space does, but not at the end of a line, where relays strip it.
    private static func isLiteral(_ text: [UInt8], at index: Int) -> Bool {
        let byte = text[index]
        if byte > 0x20 { return byte < 0x7F && byte != UInt8(ascii: "=") }
        guard byte == 0x20 || byte == 0x09, index + 1 < text.count else { return false }
        let next = text[index + 1]
        return next != 0x0A && next != 0x0D
    }

    private static func width(ofCharacterFrom lead: UInt8) -> Int {
        switch lead {
        case 0xC0..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0...: 4
        default: 1
        }
    }

    /// Copies bytes that stand for themselves, whole stretches at a time.
    private static func appendRun(_ run: ArraySlice<UInt8>, at column: inout Int, to output: inout [UInt8]) {
        var rest = run
        while let first = rest.first {
            if column == columns { breakLine(at: &column, in: &output) }
            if column == 0, first == UInt8(ascii: ".") {
                appendEscaped(rest.prefix(1), at: &column, to: &output)
                rest = rest.dropFirst()
                continue
            }
            let stretch = rest.prefix(columns - column)
            output.append(contentsOf: stretch)
            column += stretch.count
            rest = rest.dropFirst(stretch.count)
        }
    }

    private static func appendEscaped(_ bytes: ArraySlice<UInt8>, at column: inout Int, to output: inout [UInt8]) {
        if column + bytes.count * 3 > columns { breakLine(at: &column, in: &output) }
        for byte in bytes {
            output.append(UInt8(ascii: "="))
            output.append(hexadecimalDigit(byte >> 4))
            output.append(hexadecimalDigit(byte & 15))
        }
        column += bytes.count * 3
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
