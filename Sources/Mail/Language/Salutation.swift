extension Language {
    /// `Bonjour Camille,`, `Hello Camille,`, without a civility; `Bonjour,` where there is no name, or none to repeat: anyone can type
    /// anything into a registration form, so what is longer than 40 characters or holds more than a name holds (a domain, a
    /// URL, digits, brackets, an emoji, an override of the writing direction) is not sent to a third person's mailbox.
    package func salutation(for name: String?) -> String {
        guard let name = name.map(PersonName.trimmed), PersonName.isPlausible(name) else { return "\(wording.greeting)," }
        return "\(wording.greeting) \(name),"
    }
}

/// What a customer typed into a form as a name.
private enum PersonName {
    static func trimmed(_ name: String) -> String {
        let words = name.unicodeScalars.split { $0 == " " || $0 == "\u{A0}" }
        return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    static func isPlausible(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        guard let first = scalars.first, isLetter(first), name.count <= 40, scalars.count <= 80 else { return false }
        for (index, scalar) in scalars.enumerated() where !isLetter(scalar) {
            switch scalar {
            case " ", "-", "'", "’": continue
            case ".":
                // `J. Dupont` is a name, `evil.example` a domain.
                guard index + 1 == scalars.count || !isLetter(scalars[index + 1]) else { return false }
            default: return false
            }
        }
        return true
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
