import Mail

/// A templates' directory while its editor works on it: what is sound can be rendered, whatever is broken beside it.
package struct TemplateReview: Sendable {
    /// One kind in one locale, sound or not, with the files that it is made of.
    package struct ReviewedEdition: Sendable {
        package var kind: String
        package var locale: String
        /// Without text where `kind.yaml` cannot be read.
        package var description: KindDescription
        /// Whether the library can render it.
        package var isSound: Bool
        /// The files that it is made of: `kind.yaml`, the parts, then the layouts.
        package var sources: [Source]
    }

    /// The sound editions.
    package let library: TemplateLibrary
    /// Every kind in every locale, in the order of names, the locale to which others fall back first.
    package let editions: [ReviewedEdition]

    package init(directory: String, shop: ShopSettings, webPublicURL: String) {
        let folder = TemplateFolder(directory)
        let layouts = Layouts(sources: folder.layouts)
        var editions: [ReviewedEdition] = []
        var loadedKinds: [TemplateLibrary.LoadedKind] = []
        for kind in folder.kinds {
            // Whoever shows the review asks TemplateCheck for the faults, which has more of them.
            var faults: [TemplateFault] = []
            let loaded = TemplateLibrary.load(kind, layouts: layouts, standard: shop.locale, faults: &faults)
            let sound = loaded?.editions.keys.sorted() ?? []
            for locale in loaded?.kind.definition.locales ?? Self.locales(of: kind, standard: shop.locale) {
                editions.append(
                    ReviewedEdition(
                        kind: kind.name, locale: locale, description: loaded?.kind.description ?? "",
                        isSound: sound.contains(locale),
                        sources: Self.sources(of: kind, locale: locale, layoutSet: layouts.layoutSet(locale).sources)))
            }
            guard let loaded, !sound.isEmpty else { continue }
            var shown = loaded.kind
            shown.definition.locales.removeAll { !sound.contains($0) }
            loadedKinds.append(TemplateLibrary.LoadedKind(kind: shown, editions: loaded.editions))
        }
        self.editions = editions
        library = TemplateLibrary(loadedKinds: loadedKinds, shop: shop, webPublicURL: webPublicURL)
    }

    /// The folders of a kind that could not be read; one that has none is shown in the locale that it lacks.
    private static func locales(of kind: TemplateFolder.KindFolder, standard: String) -> [String] {
        kind.locales.isEmpty ? [Locales.language(standard)] : kind.locales.keys.sorted()
    }

    private static func sources(
        of kind: TemplateFolder.KindFolder, locale: String, layoutSet: [String: Source]
    ) -> [Source] {
        let own = kind.sources(for: locale)
        let parts = TemplateFolder.Part.allCases.compactMap { own[$0] }
        var names: Set<String> = []
        var rest = parts
        while let source = rest.popLast() {
            for tag in Tag.scan(source.text) where tag.role == .partial || tag.role == .parent {
                if names.insert(tag.name).inserted, let layout = layoutSet[tag.name] { rest.append(layout) }
            }
        }
        return (kind.definition.map { [$0] } ?? []) + parts + names.sorted().compactMap { layoutSet[$0] }
    }
}
