import Mail

/// A kind in one locale: its parts, compiled and checked.
final class Edition: Sendable {
    /// The tag of what the letter is really in, `fr-CA`: for `lang` attributes and Content-Language.
    let locale: String
    /// How dates, durations, numbers and greetings are written.
    let language: Language
    /// The folder that holds most of the words: the locale's own, or the one it falls back to.
    let folder: String
    let subject: Engine
    let text: Engine
    let html: Engine?
    /// The footer of an issue that is a whole document; nil for what is no newsletter, and where the templates have none.
    let footer: Engine?
    /// The same without what only a reader of the list is told; nil for what is no newsletter.
    let page: Page?
    /// What a reader is told in each part.
    let said: [TemplateFolder.Part: [String: PartCheck.Place]]
    /// The variables that any part uses.
    let used: Set<String>

    /// What an issue is shown in by a browser.
    struct Page: Sendable {
        let html: Engine?
        let footer: Engine?
    }

    /// What only a reader of the list is told stands in these layouts.
    private static let ofReaders = ["unsubscribe.html", "unsubscribe.text"]

    /// Compiles a kind's parts with what a region doesn't have taken from its language, never from another one; nil when there
    /// were faults, which are added to `faults`.
    init?(
        _ folder: TemplateFolder.KindFolder, kind: TemplateKind, locale: String, layoutSet: LayoutSet,
        marking: ((Source) -> Source)? = nil, faults: inout [TemplateFault]
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
        let sources = folder.sources(for: locale).mapValues { $0.respaced(for: language) }
        guard let subject = sources[.subject], let text = sources[.text] else {
            faults.append(
                .missing(sources[.text] == nil ? .text : .subject, in: "\(folder.name)/\(Locales.language(locale))"))
            return nil
        }
        let checks = Dictionary(
            uniqueKeysWithValues: sources.map { part, source in
                (part, PartCheck(source, part: part, of: kind.definition, layoutSet: layoutSet))
            })
        let values = LinkValues.faults(in: sources.values, of: kind.definition, layoutSet: layoutSet)
        let found = checks.values.flatMap(\.faults) + values + Self.dead(checks, sources, kind.definition)
        faults += found
        guard found.isEmpty else { return nil }
        said = checks.mapValues(\.said)
        used = checks.values.reduce(into: []) { $0.formUnion($1.used) }
        do throws(TemplateFault) {
            let layouts =
                if let marking { try Engine.Layouts(layoutSet.sources.mapValues(marking)) } else {
                    try layoutSet.compiled.get()
                }
            func engine(_ source: Source, _ escaping: Engine.Escaping) throws(TemplateFault) -> Engine {
                try Engine(marking?(source) ?? source, layouts: layouts, escaping: escaping)
            }
            self.subject = try engine(subject, .none)
            self.text = try engine(text, .none)
            html = try sources[.html].map { source throws(TemplateFault) in try engine(source, .markup) }
            guard kind.definition.lane == .bulk else {
                footer = nil
                page = nil
                return
            }
            let closing = layoutSet.sources["document.html"].map { Source(file: $0.file, text: "{{> document.html}}") }
            footer = try closing.map { source throws(TemplateFault) in
                try Engine(source, layouts: layouts, escaping: .markup)
            }
            let everybodys = try Engine.Layouts(
                layoutSet.sources.merging(
                    Self.ofReaders.map { ($0, Source(file: $0, text: "")) }, uniquingKeysWith: { $1 }))
            func shown(_ source: Source) throws(TemplateFault) -> Engine {
                try Engine(source, layouts: everybodys, escaping: .markup)
            }
            page = Page(
                html: try sources[.html].map { source throws(TemplateFault) in try shown(source) },
                footer: try closing.map { source throws(TemplateFault) in try shown(source) })
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
