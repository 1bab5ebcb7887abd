import Mail
import Synchronization

/// The layouts that one locale sees: its own, then those of the locales it falls back to, then the shared ones; all in its
/// spacing.
struct LayoutSet: Sendable {
    let sources: [String: Source]
    /// The tags of each layout: every part of every kind walks through them.
    let tags: [String: [Tag]]
    /// Blocks that a layout puts into a link.
    let linkBlocks: Set<String>
    /// The tags within links, of each layout.
    let linkTags: [(source: Source, tags: [LinkTag])]
    /// For the engine; to be used once no part has found a fault in them.
    let compiled: Result<Engine.Layouts, TemplateFault>

    init(_ layouts: [String: [String: Source]], locale: String) {
        var sources = layouts[""] ?? [:]
        for candidate in Locales.chain(locale).reversed() {
            sources.merge(layouts[candidate] ?? [:]) { $1 }
        }
        if let language = Language(tag: locale) { sources = sources.mapValues { $0.respaced(for: language) } }
        self.sources = sources
        // Taken apart once: that takes longer than all that is then looked for.
        let lines = sources.mapValues { MustacheToken.lines(of: $0.text) }
        tags = lines.mapValues { Tag.all(in: $0) }
        let linkBlocks = LinkTags.linkBlocks(in: lines.values)
        self.linkBlocks = linkBlocks
        linkTags = sources.map { name, source in
            (source, LinkTags.tags(in: lines[name] ?? [], linkBlocks: linkBlocks))
        }
        do throws(TemplateFault) {
            compiled = .success(try Engine.Layouts(sources))
        } catch {
            compiled = .failure(error)
        }
    }

    /// The blocks that a layout offers to fill, its partials' included.
    func blocks(of layout: String, within layouts: [String] = []) -> Set<String> {
        guard let tags = tags[layout], !layouts.contains(layout) else { return [] }
        var blocks: Set<String> = []
        for tag in tags {
            switch tag.role {
            case .block: blocks.insert(tag.name)
            case .partial, .parent: blocks.formUnion(self.blocks(of: tag.name, within: layouts + [layout]))
            default: break
            }
        }
        return blocks
    }
}

/// The sets of all locales, each put together once, whichever thread asks first.
final class Layouts: Sendable {
    private let sources: [String: [String: Source]]
    private let sets = Mutex<[String: LayoutSet]>([:])

    init(sources: [String: [String: Source]]) { self.sources = sources }

    /// Puts these locales' sets together side by side: who asks for one afterwards does not wait until another thread has it.
    func prepare(_ locales: Set<String>) {
        let made = locales.sorted().concurrentMap { ($0, LayoutSet(sources, locale: $0)) }
        sets.withLock { $0.merge(made) { $1 } }
    }

    func layoutSet(_ locale: String) -> LayoutSet {
        sets.withLock { sets in
            if let layoutSet = sets[locale] { return layoutSet }
            let layoutSet = LayoutSet(sources, locale: locale)
            sets[locale] = layoutSet
            return layoutSet
        }
    }
}
