/// Encoded-words (RFC 2047): text beyond ASCII in a header, cut into words that fit a line.
enum EncodedWords {
    /// A word has at most 75 characters.
    private static let limit = 75
    /// `=?utf-8?q?` and `?=`.
    private static let frame = 12

    private enum Encoding { case q, b }

    /// Encodes the whole text, its spaces included, in the shorter encoding. The first word has at most `firstRoom` characters. No
    /// word ends within a character.
    static func encode(_ text: String, firstRoom: Int) -> [[UInt8]] {
        let bytes = Array(text.utf8)
        let encoding: Encoding = bytes.reduce(0) { $0 + width($1) } <= (bytes.count + 2) / 3 * 4 ? .q : .b
        var words: [[UInt8]] = []
        var room = capacity(of: min(firstRoom, limit), in: encoding)
        var start = 0
        var end = 0
        var cost = 0
        for length in lengths(of: text) {
            let unit = bytes[end..<end + length]
            // In characters of the word for Q, in bytes for B, whose groups of three share their letters.
            let unitCost = encoding == .q ? unit.reduce(0) { $0 + width($1) } : length
            if cost + unitCost > room, start < end {
                words.append(word(bytes[start..<end], encoding))
                start = end
                cost = 0
                room = capacity(of: limit, in: encoding)
            }
            end += length
            cost += unitCost
        }
        if start < end { words.append(word(bytes[start..<end], encoding)) }
        return words
    }

    /// Bytes of each character as a reader sees it; one with very many marks falls apart into scalars, which decoders join.
    private static func lengths(of text: String) -> [Int] {
        var lengths: [Int] = []
        // Nothing that joins the character before it begins below 0xCC in UTF-8, and a header's text has no line ends.
        if text.utf8.allSatisfy({ $0 < 0xCC }) {
            for scalar in text.unicodeScalars { lengths.append(UTF8.width(scalar)) }
            return lengths
        }
        for character in text {
            let length = character.utf8.count
            if length <= 16 {
                lengths.append(length)
            } else {
                lengths.append(contentsOf: character.unicodeScalars.map { UTF8.width($0) })
            }
        }
        return lengths
    }

    private static func capacity(of length: Int, in encoding: Encoding) -> Int {
        switch encoding {
        case .q: length - frame
        case .b: (length - frame) / 4 * 3
        }
    }

    private static func word(_ payload: ArraySlice<UInt8>, _ encoding: Encoding) -> [UInt8] {
        var word = Array(encoding == .q ? "=?utf-8?q?".utf8 : "=?utf-8?b?".utf8)
        word.reserveCapacity(limit)
        switch encoding {
        case .b: Base64.append(payload, to: &word)
        case .q:
            for byte in payload {
                if byte == 0x20 {
                    word.append(UInt8(ascii: "_"))
                } else if isLiteral(byte) {
                    word.append(byte)
                } else {
                    word.append(UInt8(ascii: "="))
                    word.append(QuotedPrintable.hexadecimalDigit(byte >> 4))
                    word.append(QuotedPrintable.hexadecimalDigit(byte & 15))
                }
            }
        }
        word.append(contentsOf: "?=".utf8)
        return word
    }

    /// Characters that Q needs for a byte.
    private static func width(_ byte: UInt8) -> Int { byte == 0x20 || isLiteral(byte) ? 1 : 3 }

    /// The few characters that stand for themselves within a phrase (RFC 2047 section 5), used in every header.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
        default: byte.isAlphanumeric
        }
    }
}
