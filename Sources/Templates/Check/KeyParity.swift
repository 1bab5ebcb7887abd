import Mail

/// Facts that a kind tells in one part or language and not in the other.
enum KeyParity {
    /// What an HTML part needs and a text part has no use for, and an issue's words, which come to each part in its own form.
    private static let mechanics: Set<String> = [
        "language", "subject", "shop.accent", "shop.accent_text", "shop.logo_url", "content.subject", "content.title",
        "content.preheader", "content.text", "content.html",
    ]

    static func faults(of shelved: TemplateLibrary.Shelved) -> [TemplateFault] {
        let kind = shelved.kind.definition
        var faults: [TemplateFault] = []
        for locale in kind.locales {
            guard let edition = shelved.editions[locale], edition.html != nil else { continue }
            for (part, other) in [(TemplateFolder.Part.html, TemplateFolder.Part.text), (.text, .html)] {
                faults += missing(
                    edition.said[other] ?? [:], said: edition.said[part] ?? [:], by: "the \(other.name) part",
                    "say it there too, or here neither")
            }
        }
        // One language's parts differ: which of them is right, only its editor knows.
        guard faults.isEmpty, let own = kind.locales.first, let standard = shelved.editions[own] else { return faults }
        for locale in kind.locales.dropFirst() {
            guard let edition = shelved.editions[locale] else { continue }
            for part in [TemplateFolder.Part.text, .html] {
                let (here, there) = (standard.said[part] ?? [:], edition.said[part] ?? [:])
                faults += missing(there, said: here, by: "the words in \(locale)", "say it there too, or here neither")
                faults += missing(
                    here, said: there, by: "the words in \(own)", "say it there too, or here neither")
            }
        }
        return faults
    }

    private static func missing(
        _ keys: [String: PartCheck.Place], said: [String: PartCheck.Place], by whom: String, _ mend: String
    ) -> [TemplateFault] {
        said.filter { key, _ in keys[key] == nil && !isMechanics(key) }.map { key, place in
            TemplateFault(file: place.file, line: place.line, fault: "\(key) is not said by \(whom)", mend: mend)
        }
    }

    private static func isMechanics(_ key: String) -> Bool {
        mechanics.contains(String(key.filter { !"{}#^".contains($0) }))
    }
}
