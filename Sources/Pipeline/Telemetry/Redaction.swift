import Mail

/// Keeps secrets and people out of lines that are stored or logged. A server may echo anything in a reply: the address it
/// refuses, or the link that its filter disliked.
package enum Redaction {
    /// The text with every link replaced by `[link]`: each word that holds `://`, `www.`, or a query.
    package static func withoutLinks(_ text: String) -> String {
        guard mayHoldLink(text) else { return text }
        // No other mark ends a link: what follows it could still be part of a token.
        return replacingWords(of: text, endingAt: "<>\"") { word in
            let bytes = Array(word.lowercased().utf8)
            let isLink = bytes.contains(Array("://".utf8)) || bytes.contains(Array("www.".utf8))
            return isLink || (bytes.contains(UInt8(ascii: "?")) && bytes.contains(UInt8(ascii: "="))) ? "[link]" : nil
        }
    }

    /// The text with every address masked.
    package static func withoutAddresses(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        return replacingWords(of: text, endingAt: "<>\"()[]{}',;:=") {
            $0.utf8.contains(UInt8(ascii: "@")) ? EmailAddress.mask($0) : nil
        }
    }

    /// Whether it is worth looking at each word: most replies are one short line without any.
    private static func mayHoldLink(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "?"): return true
            case UInt8(ascii: "/") where last == byte: return true
            case UInt8(ascii: "w"), UInt8(ascii: "W"):
                // In capitals or not.
                if last | 0x20 == byte | 0x20 { return true }
                last = byte
            default: last = byte
            }
        }
        return false
    }

    /// By scalars: in a server's words a mark may stand on any sign, which is that sign all the same.
    private static func replacingWords(
        of text: String, endingAt marks: String, by replacement: (String) -> String?
    ) -> String {
        var result = String.UnicodeScalarView()
        var word = String.UnicodeScalarView()
        func end() {
            result.append(contentsOf: (replacement(String(word)) ?? String(word)).unicodeScalars)
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || marks.unicodeScalars.contains(scalar) {
                end()
                result.append(scalar)
            } else {
                word.append(scalar)
            }
        }
        end()
        return String(result)
    }
}
