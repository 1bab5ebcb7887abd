import Mail

/// The locales a kind's letters can be in: those it has folders for, and the regions that differ from their language by
/// spacing, dates and numbers alone.
struct KindLocales {
    /// The shop's own first.
    let all: [String]

    /// Nil when there were faults, which are added to `faults`. `standard` is what every other locale falls back to.
    init?(_ folder: TemplateFolder.KindFolder, standard: String, faults: inout [TemplateFault]) {
        let folders = Set(folder.locales.keys)
        let languages = Set(folders.filter { !$0.contains("-") })
        var found = Self.misspelt(folders, in: folder.name)
        if found.isEmpty {
            found = Self.groundless(folder, languages, standard: standard) + Self.incomplete(folder, languages)
        }
        let regions = Language.allCases.map(\.rawValue).filter { languages.contains(Locales.language($0)) }
        let available = folders.union(regions)
        guard found.isEmpty, let first = Locales.best(for: standard, among: available, else: standard) else {
            faults += found
            return nil
        }
        all = [first] + available.subtracting([first]).sorted()
    }

    /// Folders whose names no locale will ever be compared with.
    static func misspelt(_ folders: some Sequence<String>, in parent: String) -> [TemplateFault] {
        folders.filter { Locales.canonical($0) != $0 }.map {
            TemplateFault(
                file: "\(parent)/\($0)", fault: "is no language tag as folders are named",
                mend: "name it \(Locales.canonical($0))")
        }
    }

    private static func groundless(
        _ folder: TemplateFolder.KindFolder, _ languages: Set<String>, standard: String
    ) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        let own = Locales.language(standard)
        if !languages.contains(own) {
            faults.append(
                TemplateFault(
                    file: folder.name, fault: "has no folder \(own), to which every locale falls back",
                    mend: "add it with subject, text and html.mustache, or set mail.locale to a language that is there")
            )
        }
        for locale in folder.locales.keys where !languages.union([own]).contains(Locales.language(locale)) {
            faults.append(
                TemplateFault(
                    file: "\(folder.name)/\(locale)", fault: "has no folder \(Locales.language(locale)) to rest on",
                    mend: "rename it to \(Locales.language(locale)), or add that"))
        }
        return faults
    }

    /// A language that lacks a part which another has would leave its readers without it.
    private static func incomplete(
        _ folder: TemplateFolder.KindFolder, _ languages: Set<String>
    ) -> [TemplateFault] {
        let parts = Set(languages.flatMap { folder.locales[$0].map { Array($0.keys) } ?? [] })
        // Of a language that is none, the edition tells.
        return languages.filter { Language(tag: $0) != nil }.flatMap { language in
            parts.subtracting(folder.locales[language].map { Set($0.keys) } ?? []).map {
                TemplateFault.missing($0, in: "\(folder.name)/\(language)")
            }
        }
    }
}

extension TemplateFault {
    static func missing(_ part: TemplateFolder.Part, in folder: String) -> TemplateFault {
        TemplateFault(
            file: folder, fault: "has no \(part.rawValue) part", mend: "add \(folder)/\(part.rawValue).mustache")
    }
}
