/// What is wrong with a line's typography, where in the line it is, and its mend.
struct TypographyFault {
    var offset: Int
    var fault: String
    var mend: String
}

/// How a language sets its words, and what is wrong with a line of them.
enum TypographyRules {
    /// The faults of a line in this language; none in a language whose rules nobody wrote down.
    static func faults(in line: [Unicode.Scalar], language: String) -> [TypographyFault] {
        let subtags = language.lowercased().split(separator: "-")
        switch subtags.first {
        case "fr":
            let convention: FrenchTypography.Convention =
                subtags.contains("ca") ? .canada : subtags.contains("ch") ? .switzerland : .france
            return FrenchTypography(convention).faults(in: line)
        case "en": return EnglishTypography.faults(in: line)
        default: return []
        }
    }

    /// Words with their places: letters and digits without a space between.
    static func words(in line: [Unicode.Scalar]) -> [(offset: Int, word: String)] {
        var words: [(offset: Int, word: String)] = []
        var isWithin = false
        for (offset, scalar) in line.enumerated() {
            let isPart = scalar.properties.isAlphabetic || isDigit(scalar)
            if isPart, !isWithin { words.append((offset, "")) }
            if isPart { words[words.count - 1].word.unicodeScalars.append(scalar) }
            isWithin = isPart
        }
        return words
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\u{A0}" || scalar == "\u{202F}"
    }
}
