import Mail

/// Everything that is wrong with one kind. What the load refuses hides the rest: a letter that can't be rendered has no words
/// to look at.
struct KindCheck {
    let folder: TemplateFolder
    let shop: ShopSettings
    let webPublicURL: String

    func faults(of kind: TemplateFolder.KindFolder) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        for (locale, parts) in kind.locales {
            for part in parts.values { faults += SourceCheck.faults(in: part, locale: locale) }
        }
        let shelved = TemplateLibrary.load(kind, layouts: folder.layouts, faults: &faults)
        guard let shelved else { return faults }
        let differences = KeyParity.faults(of: shelved)
        guard differences.isEmpty else { return faults + differences }
        do throws(TemplateFaults) {
            return try faults + letters(of: kind)
        } catch {
            return faults + error.faults
        }
    }

    private func letters(of kind: TemplateFolder.KindFolder) throws(TemplateFaults) -> [TemplateFault] {
        var marks = SourceMarks()
        let marked = marks.marked(folder.with(kinds: [kind]))
        var library = try TemplateLibrary(marked, shop: shop, webPublicURL: webPublicURL)
        var faults: [TemplateFault] = []
        for sample in SampleVariant.allCases {
            library.shopValues = BuiltIn.values(of: sample.shop(shop))
            var found: [TemplateFault] = []
            for locale in library.kinds.flatMap(\.locales) {
                do throws(RenderFault) {
                    let letter = try letter(
                        of: kind.name, in: locale, definition: kind.definition, library, sample, marks)
                    found += LetterCheck.faults(in: letter, sample: sample)
                } catch {
                    let place = "\(kind.name)/\(locale)"
                    found.append(TemplateFault(file: place, fault: "can't be rendered", mend: error.description))
                }
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
        of name: String, in locale: String, definition: Source?, _ library: TemplateLibrary, _ sample: SampleVariant,
        _ marks: SourceMarks
    ) throws(RenderFault) -> TracedLetter {
        guard let kind = library.kind(named: name) else { throw RenderFault("\(name): there is no such kind") }
        let (message, content) = sample.message(try library.sampleMessage(of: name, locale: locale), of: kind)
        let letter = try library.letter(for: message, content: content)
        let place = "\(name)/\(locale)"
        return TracedLetter(
            definition: definition, language: letter.language,
            subject: marks.traced(letter.subject, of: "\(place)/subject.mustache"),
            text: marks.traced(letter.text, of: "\(place)/text.mustache"),
            view: letter.html.map { MarkupView(marks.traced($0, of: "\(place)/html.mustache")) })
    }
}
