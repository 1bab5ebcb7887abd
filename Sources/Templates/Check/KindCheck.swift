import Mail

/// Everything that is wrong with one kind. What the load refuses hides the rest: a letter that can't be rendered has no words
/// to look at.
struct KindCheck {
    let folder: TemplateFolder
    let shop: ShopSettings
    let webPublicURL: String

    func faults(of kind: TemplateFolder.KindFolder) -> [TemplateFault] {
        var faults = sources(of: kind)
        let words = faults.count
        let shelved = TemplateLibrary.load(kind, layouts: folder.layouts, standard: shop.locale, faults: &faults)
        guard let shelved, faults.count == words else { return faults }
        let differences = KeyParity.faults(of: shelved)
        return faults + (differences.isEmpty ? letters(of: kind) : differences)
    }

    private func sources(of kind: TemplateFolder.KindFolder) -> [TemplateFault] {
        kind.locales.flatMap { locale, parts in
            parts.values.flatMap { SourceCheck.faults(in: $0, locale: locale) }
        }
    }

    private func letters(of kind: TemplateFolder.KindFolder) -> [TemplateFault] {
        var marks = SourceMarks()
        let marked = marks.marked(folder.with(kinds: [kind]))
        var faults: [TemplateFault] = []
        let shelf = marked.kinds.compactMap {
            TemplateLibrary.load($0, layouts: marked.layouts, standard: shop.locale, faults: &faults)
        }
        for sample in SampleVariant.allCases {
            let library = TemplateLibrary(shelf: shelf, shop: sample.shop(shop), webPublicURL: webPublicURL)
            let found = library.kinds.flatMap(\.locales).flatMap { locale in
                letter(of: kind, in: locale, library, sample, marks)
            }
            for fault in found where !faults.contains(fault) {
                var fault = fault
                fault.fault += sample.remark
                faults.append(fault)
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
            let letter = try library.letter(for: message, content: content)
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
