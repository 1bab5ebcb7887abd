import Mail

/// Facts that a kind tells in one part or language and not in the other.
enum KeyParity {
    /// What an HTML part needs and a text part has no use for, the shop's name too, which a mail program shows as the sender's; and an
    /// issue's words, which come to each part in its own form.
    private static let mechanics = BuiltIn.decoration.union([
        "language", "subject", "shop.name", "content.subject", "content.title", "content.preheader", "content.text",
        "content.html",
    ])

    static func faults(of loaded: TemplateLibrary.LoadedKind) -> [TemplateFault] {
        let locales = loaded.kind.definition.locales
        var faults: [TemplateFault] = []
        for edition in locales.compactMap({ loaded.editions[$0] }) {
            guard let text = edition.said[.text], let html = edition.said[.html] else { continue }
            faults += missing(in: text, of: html, "the text part") + missing(in: html, of: text, "the HTML part")
        }
        // One language's parts differ: which of them is right, only its editor knows. Where they agree, the text tells all.
        guard faults.isEmpty, let own = locales.first, let standard = loaded.editions[own]?.said[.text] else {
            return faults
        }
        for locale in locales.dropFirst() {
            guard let text = loaded.editions[locale]?.said[.text] else { continue }
            faults += missing(in: text, of: standard, "the words for \(locale)")
            faults += missing(in: standard, of: text, "the words for \(own)")
        }
        return faults
    }

    private static func missing(
        in keys: [String: PartCheck.Place], of said: [String: PartCheck.Place], _ whose: String
    ) -> [TemplateFault] {
        let missing = said.filter { key, _ in keys[key] == nil && !isMechanics(key) }
        // A section's fault is its variable's too.
        return missing.filter { key, _ in missing["{{#\(key.dropFirst(2))"] == nil }.map { key, place in
            TemplateFault(
                file: place.file, line: place.line, fault: "\(key) is not in \(whose)",
                mend: "say it there too, or take it out here")
        }
    }

    private static func isMechanics(_ key: String) -> Bool {
        mechanics.contains(String(key.filter { !"{}#^".contains($0) }))
    }
}
