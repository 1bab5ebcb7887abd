/// What a customer typed into a form as a name.
enum PersonName {
    static func trimmed(_ name: String) -> String {
        if isTrimmed(name.utf8) { return name }
        let words = name.unicodeScalars.split { $0 == " " || $0 == "\u{A0}" }
        return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// Whether there is nothing to trim; false where only a closer look would tell.
    private static func isTrimmed(_ name: String.UTF8View) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in name {
            // The space that does not break begins with this byte in UTF-8.
            guard byte != 0xC2, byte != UInt8(ascii: " ") || before != byte else { return false }
            before = byte
        }
        return before != UInt8(ascii: " ") || name.isEmpty
    }

    /// Whether the name may stand beside the address in a header, where full names of every form do (`Dupont, Zoé (SARL)`): it must
    /// neither be a link nor hold one, nor turn the writing direction of what stands around it.
    static func isPresentable(_ name: String) -> Bool {
        !isPlaceholder(name) && !name.unicodeScalars.contains { $0 == "@" || $0 == "/" || $0.turnsDirection }
            && !HostMention.isFound(in: name)
    }

    /// What programs write where there is no name, in the case in which they write it and in others.
    static let placeholders: Set<String> = [
        "null", "(null)", "undefined", "none", "nan", "n/a", "n.a.", "n. c.", "n.c.", "nc", "unknown", "anonymous",
        "noname",
        "no name", "not set", "inconnu", "inconnue", "anonyme", "sans nom", "aucun", "aucune", "non renseigné",
        "non renseigne",
        "false", "true", "object object", "[object object]", "null null", "undefined undefined",
        "none none", "prénom", "prenom", "nom", "first name", "firstname", "last name", "name", "test", "test test",
        "xxx",
    ]

    static func isPlaceholder(_ name: String) -> Bool { placeholders.contains(name.lowercased()) }

    /// Whether it may follow a greeting.
    static func isPlausible(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        // A mark at the beginning would join the greeting's space.
        guard let first = scalars.first(where: { $0 != "." }), first.properties.isAlphabetic,
            name.utf8.count <= 40 || name.count <= 40 && scalars.count <= 80
        else { return false }
        return !HostMention.isFound(in: name) && !isPlaceholder(name)
            && scalars.allSatisfy {
                HostMention.isLetter($0) || $0 == " " || $0 == "-" || $0 == "'" || $0 == "’" || $0 == "."
            }
    }
}
