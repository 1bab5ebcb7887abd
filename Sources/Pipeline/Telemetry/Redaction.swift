/// Keeps secrets and people out of lines that are stored or logged. A server may echo anything in a reply: the address it
/// refuses, or the link that its filter disliked.
package enum Redaction {
    /// The text with every link replaced by `[link]`: each word that holds `://`, `www.`, or a query.
    package static func withoutLinks(_ text: String) -> String {
        // No other mark ends a link: what follows it could still be part of a token.
        replacingWords(of: text, endingAt: "<>\"") { word in
            let isLink = word.contains("://") || word.lowercased().contains("www.")
            return isLink || (word.contains("?") && word.contains("=")) ? "[link]" : nil
        }
    }

    /// The text with every address masked.
    package static func withoutAddresses(_ text: String) -> String {
        replacingWords(of: text, endingAt: "<>\"()[]{}',;:=") { $0.contains("@") ? masked($0) : nil }
    }

    /// `m***@client.test`; what is no address becomes `***`.
    package static func masked(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"), let first = address.first, first != "@" else { return "***" }
        return "\(first)***\(address[at...])"
    }

    private static func replacingWords(
        of text: String, endingAt marks: String, by replacement: (String) -> String?
    ) -> String {
        var result = ""
        var word = ""
        func end() {
            result += replacement(word) ?? word
            word = ""
        }
        for character in text {
            if character.isWhitespace || marks.contains(character) {
                end()
                result.append(character)
            } else {
                word.append(character)
            }
        }
        end()
        return result
    }
}
