/// Reads the encoded-words in a header's value (RFC 2047).
package enum EncodedWordDecoder {
    /// The value with its encoded-words read; the white space between two of them belongs to neither.
    package static func decode(_ value: String) -> String {
        var decoded = ""
        var gap = ""
        var isAfterWord = false
        var rest = value[...]
        while !rest.isEmpty {
            let space = rest.prefix { $0 == " " || $0 == "\t" }
            rest = rest.dropFirst(space.count)
            gap = String(space)
            let token = rest.prefix { $0 != " " && $0 != "\t" }
            rest = rest.dropFirst(token.count)
            let word = word(token)
            decoded += (isAfterWord && word != nil ? "" : gap) + (word ?? String(token))
            isAfterWord = word != nil
        }
        return decoded
    }

    /// Reads `=?charset?encoding?text?=`; nil for anything else.
    private static func word(_ token: Substring) -> String? {
        guard token.hasPrefix("=?"), token.hasSuffix("?="), token.count > 6 else { return nil }
        let fields = token.dropFirst(2).dropLast(2).split(separator: "?", omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        // RFC 2231 section 5 lets a language follow the character set.
        let charset = fields[0].prefix { $0 != "*" }
        switch fields[1].lowercased() {
        case "b": return Base64Decoder.decode(fields[2].utf8).map { Charset.text($0, in: charset) }
        case "q":
            let octets = fields[2].utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
            return Charset.text(QuotedPrintableDecoder.decode(octets), in: charset)
        default: return nil
        }
    }
}
