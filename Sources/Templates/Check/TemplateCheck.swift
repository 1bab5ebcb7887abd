import Mail

/// Everything that `facteur templates check` refuses.
package enum TemplateCheck {
    /// All faults of a templates' directory, in the order of files and lines; empty when there is nothing to mend.
    package static func faults(directory: String, shop: ShopSettings, webPublicURL: String) -> [TemplateFault] {
        let folder = TemplateFolder(directory)
        var faults: [TemplateFault] = []
        for (locale, layouts) in folder.layouts {
            for layout in layouts.values { faults += SourceCheck.faults(in: layout, locale: locale) }
        }
        for kind in folder.kinds {
            for (locale, parts) in kind.locales {
                for part in parts.values { faults += SourceCheck.faults(in: part, locale: locale) }
            }
        }
        do throws(TemplateFaults) {
            let library = try TemplateLibrary(directory: directory, shop: shop, webPublicURL: webPublicURL)
            faults += samples(of: library)
        } catch {
            // A broken kind is no reason to keep quiet about the sound ones.
            let sound = TemplateReview(directory: directory, shop: shop, webPublicURL: webPublicURL).library
            faults += error.faults + samples(of: sound)
        }
        return TemplateFaults(faults).faults
    }

    private static func samples(of library: TemplateLibrary) -> [TemplateFault] {
        var faults: [TemplateFault] = []
        for kind in library.kinds {
            for locale in kind.locales {
                let place = "\(kind.name)/\(locale)"
                do throws(RenderFault) {
                    let letter = try library.sampleLetter(of: kind.name, locale: locale)
                    faults += LetterCheck.faults(in: letter, place: place)
                } catch {
                    faults.append(
                        TemplateFault(file: place, fault: "the sample can't be rendered", mend: error.description))
                }
            }
        }
        return faults
    }
}
