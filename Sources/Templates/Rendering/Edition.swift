import Mail

/// A kind in one locale: its parts, compiled and checked.
struct Edition: Sendable {
    /// The locale's folder: the language of the words.
    let language: String
    let subject: Engine
    let text: Engine
    let html: Engine?

    /// Compiles a kind's parts with what the locale doesn't have taken from those it falls back to; nil when there were
    /// faults, which are added to `faults`.
    init?(
        _ folder: TemplateFolder.KindFolder, kind: Kind, locale: String, shelf: LayoutShelf,
        faults: inout [TemplateFault]
    ) {
        language = locale
        let place = "\(folder.name)/\(locale)"
        let sources = folder.sources(for: locale)
        guard let subject = sources[.subject], let text = sources[.text] else {
            let missing = sources[.text] == nil ? "text" : "subject"
            faults.append(
                TemplateFault(file: place, fault: "has no \(missing) part", mend: "add \(place)/\(missing).mustache"))
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
            faults += check.faults
            used.formUnion(check.used)
            if definition.lane == .bulk, part != .subject, !check.used.contains("unsubscribe_link") {
                faults.append(
                    TemplateFault(
                        file: source.file, fault: "a bulk letter has no way out",
                        mend: "add the unsubscribe footer, which says {{unsubscribe_link}}"))
            }
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
