/// Encoded-words (RFC 2047): text beyond ASCII in a header, cut into words that fit a line.
struct EncodedWords {
    /// A word has at most 75 characters.
    private static let limit = 75
    /// `=?utf-8?q?` and `?=`.
    private static let frame = 12

    private enum Encoding { case q, b }

    /// Encodes the whole text, its spaces included. The first word has at most `firstRoom` characters. No word ends within a
    /// character.
    static func encode(_ text: String, firstRoom: Int) -> [[UInt8]] {
        let encoding = shorterEncoding(of: text)
        var words: [[UInt8]] = []
        var payload: [UInt8] = []
        var room = capacity(of: min(firstRoom, limit), in: encoding)
        var cost = 0
        for unit in units(of: text) {
            let unitCost = self.cost(of: unit, in: encoding)
            if cost + unitCost > room, !payload.isEmpty {
                words.append(word(payload, encoding))
                payload.removeAll(keepingCapacity: true)
                cost = 0
                room = capacity(of: limit, in: encoding)
            }
            payload.append(contentsOf: unit)
            cost += unitCost
        }
        if !payload.isEmpty { words.append(word(payload, encoding)) }
        return words
    }

    /// Characters as a reader sees them; one with very many marks falls apart into scalars, which every decoder must join.
    private static func units(of text: String) -> [Array<UInt8>] {
        text.flatMap { character in
            character.utf8.count <= 16 ? [Array(character.utf8)] : character.unicodeScalars.map { Array($0.utf8) }
        }
    }

    private static func shorterEncoding(of text: String) -> Encoding {
        let bytes = Array(text.utf8)
        return cost(of: bytes, in: .q) <= (bytes.count + 2) / 3 * 4 ? .q : .b
    }

    /// In characters of the word for Q, in bytes for B, whose groups of three share their letters.
    private static func cost(of unit: [UInt8], in encoding: Encoding) -> Int {
        switch encoding {
        case .q: unit.reduce(0) { $0 + ($1 == 0x20 || isLiteral($1) ? 1 : 3) }
        case .b: unit.count
        }
    }

    private static func capacity(of length: Int, in encoding: Encoding) -> Int {
        switch encoding {
        case .q: length - frame
        case .b: (length - frame) / 4 * 3
        }
    }

    private static func word(_ payload: [UInt8], _ encoding: Encoding) -> [UInt8] {
        switch encoding {
        case .q: Array("=?utf-8?q?".utf8) + payload.flatMap(quoted) + Array("?=".utf8)
        case .b: Array("=?utf-8?b?".utf8) + Base64.encode(payload) + Array("?=".utf8)
        }
    }

    private static func quoted(_ byte: UInt8) -> [UInt8] {
        if byte == 0x20 { return [UInt8(ascii: "_")] }
        if isLiteral(byte) { return [byte] }
        return [
            UInt8(ascii: "="), QuotedPrintable.hexadecimalDigit(byte >> 4), QuotedPrintable.hexadecimalDigit(byte & 15),
        ]
    }

    /// The few characters that stand for themselves within a phrase (RFC 2047 section 5), used in every header.
    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "!*+-/".utf8.contains(byte)
    }
}
