/// The `relaxed` form of a header field (RFC 6376 section 3.4.2): the name in lower case, the value on one line, a run of white space as
/// one space, none at either end of the value.
enum RelaxedHeader {
    /// Appends a field's relaxed form without a line end.
    ///
    /// - Parameter field: The field as it stands in a mail, folded or not, with its CRLF or without.
    static func append(_ field: some RandomAccessCollection<UInt8>, to output: inout [UInt8]) {
        let colon = field.firstIndex(of: UInt8(ascii: ":")) ?? field.endIndex
        for byte in field[..<colon] { output.append(byte.lowercased) }
        while output.last?.isWhiteSpace == true { output.removeLast() }
        output.append(UInt8(ascii: ":"))
        guard colon < field.endIndex else { return }
        var hasValue = false
        var isSpaceDue = false
        for index in field.indices[field.index(after: colon)...] {
            let byte = field[index]
            if byte.isWhiteSpace || isLineEnd(index, of: field) {
                isSpaceDue = hasValue
            } else {
                if isSpaceDue { output.append(0x20) }
                output.append(byte)
                (hasValue, isSpaceDue) = (true, false)
            }
        }
    }

    /// Whether the byte is one of a CRLF: what folds a field is white space of it, a CR or LF alone is not.
    private static func isLineEnd<Field: RandomAccessCollection<UInt8>>(_ index: Field.Index, of field: Field) -> Bool {
        switch field[index] {
        case 0x0D:
            let next = field.index(after: index)
            return next < field.endIndex && field[next] == 0x0A
        case 0x0A: return index > field.startIndex && field[field.index(before: index)] == 0x0D
        default: return false
        }
    }
}

extension UInt8 {
    /// The letter in lower case, where it is one of ASCII's.
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
