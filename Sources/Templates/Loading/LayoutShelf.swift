import Mail

/// The layouts that one locale sees: its own, then those of the locales it falls back to, then the shared ones; all in its
/// spacing.
struct LayoutShelf {
    private(set) var sources: [String: Source]

    init(_ layouts: [String: [String: Source]], locale: String) {
        sources = layouts[""] ?? [:]
        for candidate in Locales.chain(locale).reversed() {
            sources.merge(layouts[candidate] ?? [:]) { $1 }
        }
        if let language = Language(tag: locale) { sources = sources.mapValues { $0.respaced(for: language) } }
    }

    /// The blocks that a layout offers to fill, its partials' included.
    func blocks(of layout: String, within layouts: [String] = []) -> Set<String> {
        guard let source = sources[layout], !layouts.contains(layout) else { return [] }
        var blocks: Set<String> = []
        for tag in Tag.scan(source.text) {
            switch tag.kind {
            case .block: blocks.insert(tag.name)
            case .partial, .parent: blocks.formUnion(self.blocks(of: tag.name, within: layouts + [layout]))
            default: break
            }
        }
        return blocks
    }
}
