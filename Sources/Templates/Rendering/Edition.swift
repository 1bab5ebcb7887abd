import Mail

/// A kind in one locale: its parts, compiled and checked.
struct Edition: Sendable {
    /// The tag of what the letter is really in, `fr-CA`: for `lang` attributes and Content-Language.
    let locale: String
    /// How dates, durations, numbers and greetings are written.
    let language: Language
    /// The folder that holds most of the words: the locale's own, or the one it falls back to.
    let folder: String
    let subject: Engine
    let text: Engine
    let html: Engine?

    /// Compiles a kind's parts with what a region doesn't have taken from its language, never from another one; nil when there
    /// were faults, which are added to `faults`.
    init?(
        _ folder: TemplateFolder.KindFolder, kind: Kind, locale: String, shelf: LayoutShelf,
        faults: inout [TemplateFault]
    ) {
        guard let language = Language(tag: locale) else {
            let known = Language.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append(
                TemplateFault(
                    file: "\(folder.name)/\(locale)", fault: "is in a language whose dates and numbers are unknown",
                    mend: "use one of \(known), or another region of these"))
            return nil
        }
        self.locale = locale
        self.language = language
        let chain = Locales.chain(locale)
        self.folder = chain.first { folder.locales[$0] != nil } ?? locale
        var sources: [TemplateFolder.Part: Source] = [:]
        for candidate in chain.reversed() { sources.merge(folder.locales[candidate] ?? [:]) { $1 } }
        sources = sources.mapValues { $0.respaced(for: language) }
        guard let subject = sources[.subject], let text = sources[.text] else {
            faults.append(
                .missing(sources[.text] == nil ? .text : .subject, in: "\(folder.name)/\(Locales.language(locale))"))
            return nil
        }
        let found = Self.faults(in: sources, of: kind, shelf: shelf)
        faults += found
        guard found.isEmpty else { return nil }
        do throws(TemplateFault) {
            self.subject = try Engine(subject, layouts: shelf.sources, escaping: .none)
            self.text = try Engine(text, layouts: shelf.sources, escaping: .none)
            html = try sources[.html].map { source throws(TemplateFault) in
                try Engine(source, layouts: shelf.sources, escaping: .markup)
            }
        } catch {
            faults.append(error)
            return nil
        }
    }

    private static func faults(
        in sources: [TemplateFolder.Part: Source], of kind: Kind, shelf: LayoutShelf
    ) -> [TemplateFault] {
        let definition = kind.definition
        var faults: [TemplateFault] = []
        var used: Set<String> = []
        for (part, source) in sources {
            let check = PartCheck(source, part: part, of: definition, shelf: shelf)
            faults += check.faults + LinkValues.faults(in: source, of: definition, shelf: shelf)
            used.formUnion(check.used)
            if definition.lane == .bulk, part != .subject, !check.used.contains("unsubscribe_link") {
                faults.append(
                    TemplateFault(
                        file: source.file, fault: "a bulk letter has no way out",
                        mend: "add the unsubscribe footer, which says {{unsubscribe_link}}"))
            }
        }
        for layout in shelf.sources.values {
            faults += LinkValues.faults(in: layout, of: definition, shelf: shelf)
        }
        for parameter in definition.parameters where !used.contains(parameter.name) {
            faults.append(
                TemplateFault(
                    file: "\(definition.name)/kind.yaml",
                    fault: "parameter \(parameter.name) is declared, and no part uses it",
                    mend: "use {{\(parameter.name)}} or take it out"))
        }
        return faults
    }
}
