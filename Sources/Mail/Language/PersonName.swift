/// What a customer typed into a form as a name.
enum PersonName {
    static func trimmed(_ name: String) -> String {
        let words = name.unicodeScalars.split { $0 == " " || $0 == "\u{A0}" }
        return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Whether the name may stand beside the address in a header, where full names of every form do (`Dupont, Zoé (SARL)`): it must
    /// neither be a link nor hold one, nor turn the writing direction of what stands around it.
    static func isPresentable(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        return !scalars.contains { $0 == "@" || $0 == "/" || $0.turnsDirection } && !holdsDomain(scalars)
    }

    /// Whether it may follow a greeting.
    static func isPlausible(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        guard let first = scalars.first, isLetter(first), name.count <= 40, scalars.count <= 80 else { return false }
        return !holdsDomain(scalars) && scalars.allSatisfy { isLetter($0) || [" ", "-", "'", "’", "."].contains($0) }
    }

    /// `J. Dupont` is a name, `evil.example` a domain.
    private static func holdsDomain(_ scalars: [Unicode.Scalar]) -> Bool {
        zip(scalars, scalars.dropFirst()).contains { $0 == "." && isLetter($1) }
    }

    /// Letters of every script, and the marks that belong to them.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark:
            true
        default: false
        }
    }
}
