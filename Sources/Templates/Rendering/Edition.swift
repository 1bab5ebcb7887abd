import Mail

/// A kind in one locale: its parts, compiled and checked.
struct Edition: Sendable {
    /// The locale's folder: the language of the words.
    let language: String
    let subject: Engine
    let text: Engine
    let html: Engine?
    /// What a reader is told in each part.
    let said: [TemplateFolder.Part: [String: PartCheck.Place]]
    /// The variables that any part uses.
    let used: Set<String>

    /// Compiles a kind's parts with what the locale doesn't have taken from those it falls back to; nil when there were
    /// faults, which are added to `faults`.
    init?(
        _ folder: TemplateFolder.KindFolder, kind: Kind, locale: String, shelf: LayoutShelf,
        faults: inout [TemplateFault]
    ) {
        language = locale
        let place = "\(folder.name)/\(locale)"
        var sources: [TemplateFolder.Part: Source] = [:]
        for candidate in (Locales.chain(locale) + [Locales.standard]).reversed() {
            sources.merge(folder.locales[candidate] ?? [:]) { $1 }
        }
        guard let subject = sources[.subject], let text = sources[.text] else {
            let missing = sources[.text] == nil ? "text" : "subject"
            faults.append(
                TemplateFault(file: place, fault: "has no \(missing) part", mend: "add \(place)/\(missing).mustache"))
            return nil
        }
        let checks = Dictionary(
            uniqueKeysWithValues: sources.map { part, source in
                (part, PartCheck(source, part: part, of: kind.definition, shelf: shelf))
            })
        let found = checks.values.flatMap(\.faults) + Self.dead(checks, sources, kind.definition)
        faults += found
        guard found.isEmpty else { return nil }
        said = checks.mapValues(\.said)
        used = checks.values.reduce(into: []) { $0.formUnion($1.used) }
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

    /// The parts of a bulk letter that its reader can't leave the list from.
    private static func dead(
        _ checks: [TemplateFolder.Part: PartCheck], _ sources: [TemplateFolder.Part: Source],
        _ definition: KindDefinition
    ) -> [TemplateFault] {
        guard definition.lane == .bulk else { return [] }
        return sources.compactMap { part, source in
            guard part != .subject, checks[part]?.used.contains("unsubscribe_link") == false else { return nil }
            return TemplateFault(
                file: source.file, fault: "a bulk letter has no way out",
                mend: "add the unsubscribe footer, which says {{unsubscribe_link}}")
        }
    }
}
