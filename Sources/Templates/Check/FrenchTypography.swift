import Mail

/// The typography of French in France (Imprimerie nationale): what is wrong with a line of words.
enum FrenchTypography {
    /// A fault and its mend, for each that the line has.
    static func faults(in line: String) -> [(fault: String, mend: String)] {
        let scalars = Array(line.unicodeScalars)
        var faults: [(fault: String, mend: String)] = []
        for (index, scalar) in scalars.enumerated() {
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 1 < scalars.count ? scalars[index + 1] : nil
            if let fault = fault(scalar, before: before, after: after) { faults.append(fault) }
        }
        if line.contains("...") { faults.append(("three dots", "write … (U+2026)")) }
        for word in line.lowercased().split(whereSeparator: { !$0.isLetter }) where ligatures[String(word)] != nil {
            faults.append(("\(word) lacks its ligature", "write \(ligatures[String(word)] ?? "")"))
        }
        return faults
    }

    private static func fault(
        _ scalar: Unicode.Scalar, before: Unicode.Scalar?, after: Unicode.Scalar?
    ) -> (fault: String, mend: String)? {
        switch scalar {
        case ";", "!", "?":
            let allowed: [Unicode.Scalar] = ["\u{202F}", "!", "?"]
            let isRight = before.map(allowed.contains) == true
            return isRight ? nil : ("\(scalar) without U+202F before it", "put U+202F before it")
        case ":":
            let isTime = before.map(isDigit) == true && after.map(isDigit) == true
            return before == "\u{A0}" || isTime ? nil : (": without U+00A0 before it", "put U+00A0 before it")
        case "«": return after == "\u{A0}" ? nil : ("« without U+00A0 after it", "put U+00A0 after it")
        case "»": return before == "\u{A0}" ? nil : ("» without U+00A0 before it", "put U+00A0 before it")
        case "%", "€":
            let isLoose = before == " " || before.map(isDigit) == true
            return isLoose ? ("\(scalar) without U+00A0 before it", "put U+00A0 before it") : nil
        case "°": return after == " " ? ("° with a plain space after it", "put U+00A0 after it") : nil
        case "'": return ("a straight apostrophe", "write ’ (U+2019)")
        case "\"": return ("straight quotation marks", "write « and » with U+00A0 inside")
        default: return nil
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static let ligatures = [
        "oeuvre": "œuvre", "oeuvres": "œuvres", "coeur": "cœur", "coeurs": "cœurs", "voeu": "vœu", "voeux": "vœux",
        "oeuf": "œuf", "oeufs": "œufs", "soeur": "sœur", "soeurs": "sœurs", "oeil": "œil", "noeud": "nœud",
    ]
}
