/// A title or a word of a file without what people write differently: case, accents, spaces, hyphens, underscores, apostrophes.
/// `Adresse e-mail`, `adresse_email` and `ADRESSE E-MAIL` are one word.
struct FoldedWord: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Letters and digits, in lower case; what has neither stays as it is.
    let text: String

    private static let plain: [Character: String] = [
        "à": "a", "â": "a", "ä": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o",
        "ö": "o", "ù": "u", "û": "u", "ü": "u", "ÿ": "y", "œ": "oe", "æ": "ae",
    ]

    init(_ text: String) {
        let folded = text.lowercased().reduce(into: "") { word, character in
            if let plain = Self.plain[character] {
                word += plain
            } else if character.isLetter || character.isNumber {
                word.append(character)
            }
        }
        // `-1` is not `1`, and `✓` is more than nothing.
        let isWord = folded.contains(where: \.isLetter)
        self.text = isWord ? folded : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    init(stringLiteral text: String) { self.init(text) }
}

extension String {
    /// A text of a file as a fault shows it: what a terminal would obey is left out, and so is what comes after so many scalars.
    func shown(atMost count: Int) -> String {
        let visible = unicodeScalars.filter { ![.control, .format].contains($0.properties.generalCategory) }
        return String(String.UnicodeScalarView(visible.prefix(count)))
    }
}
