import Mail

/// Everything that is wrong with one kind. What the load refuses hides the rest: a letter that can't be rendered has no words
/// to look at.
struct KindCheck {
    let shop: ShopSettings
    let webPublicURL: String

    func faults(of kind: TemplateFolder.KindFolder, layouts: Layouts) -> [TemplateFault] {
        let words = kind.locales.flatMap { locale, parts in
            parts.values.flatMap { SourceCheck.faults(in: $0, locale: locale) }
        }
        var faults = words
        var marks = SourceMarks()
        let loaded = TemplateLibrary.load(
            kind, layouts: layouts, standard: shop.locale, marking: { marks.marked($0) }, faults: &faults)
        guard let loaded, faults == words else { return faults }
        faults += kind.locales.values.compactMap { $0[.html] }.flatMap {
            ActionCheck.faults(in: $0, of: loaded.kind.definition)
        }
        let differences = KeyParity.faults(of: loaded)
        return faults + (differences.isEmpty ? letters(loaded, kind, marks, besides: words) : differences)
    }

    private func letters(
        _ loaded: TemplateLibrary.LoadedKind, _ kind: TemplateFolder.KindFolder, _ marks: SourceMarks,
        besides words: [TemplateFault]
    ) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        var places = Set(words.map(\.place))
        forEachLetter(of: loaded, kind, marks) { locale, sample, rendered in
            let found: [TemplateFault]
            switch rendered {
            case .success(let letter): found = LetterCheck.faults(in: letter, sample: sample)
            case .failure(let fault): found = [fault]
            }
            // A region's letters come from its language's sources, and have the faults of these again in their own spacing.
            let isRegional = kind.locales[locale] == nil
            for fault in found where !faults.contains(fault) && !(isRegional && places.contains(fault.place)) {
                var fault = fault
                fault.fault += sample.remark
                faults.append(fault)
                places.insert(fault.place)
            }
        }
        return faults
    }

    /// Each letter of a kind, with its locale and with each kind of data; none where the kind cannot be rendered.
    func forEachLetter(
        of kind: TemplateFolder.KindFolder, layouts: Layouts, _ body: (String, TracedLetter) -> Void
    ) {
        var marks = SourceMarks()
        var faults: [TemplateFault] = []
        let loaded = TemplateLibrary.load(
            kind, layouts: layouts, standard: shop.locale, marking: { marks.marked($0) }, faults: &faults)
        guard let loaded, faults.isEmpty else { return }
        forEachLetter(of: loaded, kind, marks) { locale, _, rendered in
            if case .success(let letter) = rendered { body(locale, letter) }
        }
    }

    private func forEachLetter(
        of loaded: TemplateLibrary.LoadedKind, _ kind: TemplateFolder.KindFolder, _ marks: SourceMarks,
        _ body: (String, SampleVariant, Result<TracedLetter, TemplateFault>) -> Void
    ) {
        for sample in SampleVariant.allCases {
            let library = TemplateLibrary(loadedKinds: [loaded], shop: sample.shop(shop), webPublicURL: webPublicURL)
            for locale in loaded.kind.definition.locales {
                body(locale, sample, letter(of: kind, loaded.kind, in: locale, library, sample, marks))
            }
        }
    }

    private func letter(
        of folder: TemplateFolder.KindFolder, _ kind: TemplateKind, in locale: String, _ library: TemplateLibrary,
        _ sample: SampleVariant, _ marks: SourceMarks
    ) -> Result<TracedLetter, TemplateFault> {
        let place = "\(folder.name)/\(library.folder(of: folder.name, locale: locale))"
        do throws(RenderFault) {
            let plain = try library.sampleMessage(of: folder.name, locale: locale)
            let (message, content) = sample.message(plain, of: kind)
            let letter = try library.letter(for: message, issue: content.map { StoredIssue(content: $0) })
            return .success(
                TracedLetter(
                    definition: folder.definition, standard: kind.definition.locales.first ?? "",
                    language: letter.language, subject: marks.traced(letter.subject, of: "\(place)/subject.mustache"),
                    text: marks.traced(letter.text, of: "\(place)/text.mustache"),
                    view: letter.html.map { MarkupView(marks.traced($0, of: "\(place)/html.mustache")) }))
        } catch {
            return .failure(TemplateFault(file: place, fault: "can't be rendered", mend: error.description))
        }
    }
}
