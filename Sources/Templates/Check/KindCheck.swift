import Mail

/// Everything that is wrong with one kind. What the load refuses hides the rest: a letter that can't be rendered has no words
/// to look at.
struct KindCheck {
    let shop: ShopSettings
    let webPublicURL: String

    func faults(of kind: TemplateFolder.KindFolder, layouts: inout Layouts) -> [TemplateFault] {
        let words = kind.locales.flatMap { locale, parts in
            parts.values.flatMap { SourceCheck.faults(in: $0, locale: locale) }
        }
        var faults = words
        var marks = SourceMarks()
        let loaded = TemplateLibrary.load(
            kind, layouts: &layouts, standard: shop.locale, marking: { marks.marked($0) }, faults: &faults)
        guard let loaded, faults == words else { return faults }
        let differences = KeyParity.faults(of: loaded)
        return faults + (differences.isEmpty ? letters(loaded, kind, marks, besides: words) : differences)
    }

    private func letters(
        _ loaded: TemplateLibrary.LoadedKind, _ kind: TemplateFolder.KindFolder, _ marks: SourceMarks,
        besides words: [TemplateFault]
    ) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        var places = Set(words.map(\.place))
        for sample in SampleVariant.allCases {
            let library = TemplateLibrary(loadedKinds: [loaded], shop: sample.shop(shop), webPublicURL: webPublicURL)
            for locale in loaded.kind.definition.locales {
                let found = letter(of: kind, in: locale, library, sample, marks)
                // A region's letters come from its language's sources, and have the faults of these again in their own spacing.
                let isRegional = kind.locales[locale] == nil
                for fault in found where !faults.contains(fault) && !(isRegional && places.contains(fault.place)) {
                    var fault = fault
                    fault.fault += sample.remark
                    faults.append(fault)
                    places.insert(fault.place)
                }
            }
        }
        return faults
    }

    private func letter(
        of folder: TemplateFolder.KindFolder, in locale: String, _ library: TemplateLibrary, _ sample: SampleVariant,
        _ marks: SourceMarks
    ) -> [TemplateFault] {
        let place = "\(folder.name)/\(library.folder(of: folder.name, locale: locale))"
        do throws(RenderFault) {
            guard let kind = library.kind(named: folder.name) else { return [] }
            let plain = try library.sampleMessage(of: folder.name, locale: locale)
            let (message, content) = sample.message(plain, of: kind)
            let letter = try library.letter(for: message, issue: content.map { StoredIssue(content: $0) })
            let traced = TracedLetter(
                definition: folder.definition, standard: kind.definition.locales.first ?? "", language: letter.language,
                subject: marks.traced(letter.subject, of: "\(place)/subject.mustache"),
                text: marks.traced(letter.text, of: "\(place)/text.mustache"),
                view: letter.html.map { MarkupView(marks.traced($0, of: "\(place)/html.mustache")) })
            return LetterCheck.faults(in: traced, sample: sample)
        } catch {
            return [TemplateFault(file: place, fault: "can't be rendered", mend: error.description)]
        }
    }
}
