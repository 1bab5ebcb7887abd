/// The typography of French: what is wrong with a line of words.
struct FrenchTypography {
    /// What stands before and within the marks, which differs between countries.
    struct Convention {
        /// Before `;`, `!` and `?`; nil for a letter or a digit itself.
        var narrow: [Unicode.Scalar?]
        var colon: [Unicode.Scalar?]
        var quotes: [Unicode.Scalar?]
        var units: [Unicode.Scalar?]

        /// Imprimerie nationale; Belgium too.
        static let france = Convention(narrow: ["\u{202F}"], colon: ["\u{A0}"], quotes: ["\u{A0}"], units: ["\u{A0}"])
        /// Office québécois de la langue française.
        static let canada = Convention(narrow: [nil], colon: ["\u{A0}"], quotes: ["\u{A0}"], units: ["\u{A0}"])
        /// Guide du typographe: a thin space or none, and per cent close to its number.
        static let switzerland = Convention(
            narrow: close, colon: close, quotes: close, units: close)
        private static let close: [Unicode.Scalar?] = ["\u{202F}", nil, "\u{A0}"]
    }

    private let convention: Convention

    init(_ convention: Convention) { self.convention = convention }

    func faults(in line: [Unicode.Scalar]) -> [TypographyFault] {
        var faults: [TypographyFault] = []
        for (offset, scalar) in line.enumerated() {
            let before = offset > 0 ? line[offset - 1] : nil
            let after = offset + 1 < line.count ? line[offset + 1] : nil
            if let (fault, mend) = mark(scalar, before, after) ?? Self.sign(scalar, before, line[(offset + 1)...]) {
                faults.append(TypographyFault(offset: offset, fault: fault, mend: mend))
            }
        }
        return faults + Self.words(in: line)
    }

    private typealias Finding = (fault: String, mend: String)

    /// The marks that take a space of their own.
    private func mark(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Finding? {
        switch scalar {
        case ";", "!", "?":
            before == "!" || before == "?" || before == "("
                ? nil : Self.space(before, "before", scalar, convention.narrow)
        case ":":
            before.map(TypographyRules.isDigit) == true && after.map(TypographyRules.isDigit) == true
                ? nil : Self.space(before, "before", scalar, convention.colon)
        case "«": Self.space(after, "after", scalar, convention.quotes)
        case "»": Self.space(before, "before", scalar, convention.quotes)
        case "%", "€", "$":
            before == " " || before.map(TypographyRules.isDigit) == true
                ? Self.space(before, "before", scalar, convention.units) : nil
        default: nil
        }
    }

    private static func space(
        _ neighbour: Unicode.Scalar?, _ side: String, _ mark: Unicode.Scalar, _ allowed: [Unicode.Scalar?]
    ) -> Finding? {
        let space = neighbour.flatMap { TypographyRules.isSpace($0) ? $0 : nil }
        if allowed.contains(space) { return nil }
        guard let wanted = allowed.first ?? nil else {
            return ("\(mark) with a space \(side) it", "take the space away")
        }
        let name = wanted == "\u{202F}" ? "U+202F" : "U+00A0"
        return ("\(mark) without \(name) \(side) it", "put \(name) \(side) it")
    }

    /// The signs that take none, and those that a typewriter had instead of the right ones.
    private static func sign(
        _ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: ArraySlice<Unicode.Scalar>
    ) -> Finding? {
        switch scalar {
        case "." where before != "." && after.starts(with: [".", "."]): ("three dots", "write … (U+2026)")
        case ",", ".", ")":
            before.map(TypographyRules.isSpace) == true
                ? ("\(scalar) with a space before it", "take the space away") : nil
        case "…": before == " " ? ("… with a space before it", "take the space away") : nil
        case "(":
            after.first.map(TypographyRules.isSpace) == true ? ("( with a space after it", "take the space away") : nil
        case "°": after.first == " " ? ("° with a plain space after it", "put U+00A0 after it") : nil
        case "'": ("a straight apostrophe", "write ’ (U+2019)")
        case "\"": ("straight quotation marks", "write « and » with U+00A0 inside")
        case "\u{A0}", "\u{202F}":
            before == " " || after.first == " " ? ("a plain space beside a no-break space", "take it away") : nil
        case "-": before == " " && after.first == " " ? ("a hyphen for a dash", "write – (U+2013)") : nil
        default: nil
        }
    }

    private static func words(in line: [Unicode.Scalar]) -> [TypographyFault] {
        TypographyRules.words(in: line).compactMap { offset, word in
            if let right = ligatures[word.lowercased()] {
                return TypographyFault(
                    offset: offset, fault: "\(word.lowercased()) lacks its ligature", mend: "write \(right)")
            }
            if let right = accents[word] {
                return TypographyFault(offset: offset, fault: "\(word) lacks its accent", mend: "write \(right)")
            }
            let ending = word.drop { ("0"..."9").contains($0) }
            guard word.count > ending.count, let right = ordinals[String(ending)] else { return nil }
            return TypographyFault(
                offset: offset, fault: "\(word) is no French ordinal",
                mend: "write \(word.dropLast(ending.count))\(right)")
        }
    }

    private static let ligatures = [
        "oeuvre": "œuvre", "oeuvres": "œuvres", "coeur": "cœur", "coeurs": "cœurs", "voeu": "vœu", "voeux": "vœux",
        "oeuf": "œuf", "oeufs": "œufs", "soeur": "sœur", "soeurs": "sœurs", "oeil": "œil", "noeud": "nœud",
    ]

    /// Capitals keep their accents.
    private static let accents = [
        "Ca": "Ça", "Ecrivez": "Écrivez", "Etat": "État", "Etape": "Étape", "Ete": "Été", "Etes": "Êtes",
        "Evitez": "Évitez",
        "Echangez": "Échangez", "Economisez": "Économisez",
    ]

    private static let ordinals = [
        "ère": "re", "ères": "res", "ème": "e", "èmes": "es", "ième": "e", "ièmes": "es", "eme": "e", "nde": "de",
    ]
}
