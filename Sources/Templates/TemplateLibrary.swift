import Mail

/// All kinds of messages in all their locales: loaded once, checked whole, then rendered from any thread.
package struct TemplateLibrary: Sendable {
    /// What the database learns about each kind, in the order of their names.
    package var kinds: [KindDefinition] { loadedKinds.map(\.kind.definition) }

    /// A kind and its editions by locale. A class: to copy all that a kind says would cost each message more than to look it up.
    final class LoadedKind: Sendable {
        let kind: TemplateKind
        let editions: [String: Edition]

        init(kind: TemplateKind, editions: [String: Edition]) {
            self.kind = kind
            self.editions = editions
        }
    }

    let loadedKinds: [LoadedKind]
    let kindsByName: [String: LoadedKind]
    let shopValues: [String: any Sendable]
    let newsletter: ShopSettings.Newsletter
    let appearance: ShopSettings.Appearance
    /// Where `facteur web` is reached from outside, with a slash at its end.
    let publicURL: String
    /// The pages whose links an issue may say are the shop's own.
    let shopURLs: [String]
    /// nil where there is none, or none with room for a token.
    let unsubscribeAddress: UnsubscribeAddress?
    /// What a reader's locale falls back to.
    let standard: String
    let issues = IssueCache<IssueLetters>()
    let forms = FormCache()

    /// Loads a templates' directory; throws all its faults at once. `webPublicURL` is where `facteur web` is reached from
    /// outside: unsubscribe links begin with it.
    package init(directory: String, shop: ShopSettings, webPublicURL: String) throws(TemplateFaults) {
        try self.init(TemplateFolder(directory), shop: shop, webPublicURL: webPublicURL)
    }

    /// Loads what was read from a templates' directory.
    init(_ folder: TemplateFolder, shop: ShopSettings, webPublicURL: String) throws(TemplateFaults) {
        var faults = folder.faults
        faults += KindLocales.misspelt(folder.layouts.keys, in: "layouts")
        let layouts = Layouts(sources: folder.layouts)
        // Side by side: they take most of the time in which a worker that starts keeps mail waiting.
        layouts.prepare(
            Set(
                folder.kinds.flatMap { kind in
                    // What is wrong with them is said below.
                    var faults: [TemplateFault] = []
                    return KindLocales(kind, standard: shop.locale, faults: &faults)?.all ?? []
                }))
        let loads = folder.kinds.concurrentMap { kind in
            var faults: [TemplateFault] = []
            let loaded = Self.load(kind, layouts: layouts, standard: shop.locale, faults: &faults)
            return (loaded, faults)
        }
        faults += loads.flatMap(\.1)
        let loadedKinds = loads.compactMap(\.0)
        if faults.isEmpty, loadedKinds.isEmpty {
            faults.append(
                TemplateFault(file: folder.root, fault: "holds no kind", mend: "add a folder with a kind.yaml"))
        }
        guard faults.isEmpty else { throw TemplateFaults(faults) }
        self.init(loadedKinds: loadedKinds, shop: shop, webPublicURL: webPublicURL)
    }

    init(loadedKinds: [LoadedKind], shop: ShopSettings, webPublicURL: String) {
        self.loadedKinds = loadedKinds
        kindsByName = Dictionary(loadedKinds.map { ($0.kind.definition.name, $0) }) { first, _ in first }
        standard = shop.locale
        shopValues = BuiltIn.values(of: shop)
        newsletter = shop.newsletter
        appearance = shop.appearance
        shopURLs = [shop.url, shop.accountURL]
        unsubscribeAddress = shop.newsletter.unsubscribeAddress.flatMap { try? UnsubscribeAddress($0) }
        publicURL = webPublicURL + (webPublicURL.hasSuffix("/") ? "" : "/")
    }

    /// What an unsubscribe link begins with.
    var unsubscribeBase: String { publicURL + "d/" }

    /// A kind with its description and its samples; nil when no folder has this name.
    package func kind(named name: String) -> TemplateKind? {
        kindsByName[name]?.kind
    }

    /// A kind's definition alone.
    package func definition(of name: String) -> KindDefinition? { kindsByName[name]?.kind.definition }

    /// Compiles one kind; the editions that have faults are left out, and nil is a kind that cannot be used at all. What is
    /// compiled are the checked sources as `marking` makes them.
    static func load(
        _ folder: TemplateFolder.KindFolder, layouts: Layouts, standard: String,
        marking: ((Source) -> Source)? = nil,
        faults: inout [TemplateFault]
    ) -> LoadedKind? {
        guard let source = folder.definition else {
            faults.append(
                TemplateFault(file: folder.name, fault: "has no kind.yaml", mend: "add one, as other kinds have it"))
            return nil
        }
        guard folder.name.utf8.allSatisfy(Tag.isNameByte), !folder.name.contains("_") else {
            faults.append(
                TemplateFault(
                    file: folder.name, fault: "is no name for a kind",
                    mend: "use lower-case letters, digits and hyphens"))
            return nil
        }
        guard let locales = KindLocales(folder, standard: standard, faults: &faults) else { return nil }
        var reader = KindReader(file: source.file)
        let kind = reader.kind(named: folder.name, from: source, locales: locales.all)
        faults += reader.faults
        guard let kind else { return nil }
        var editions: [String: Edition] = [:]
        for locale in kind.definition.locales {
            editions[locale] = Edition(
                folder, kind: kind, locale: locale, layoutSet: layouts.layoutSet(locale), marking: marking,
                faults: &faults)
        }
        let isWhole = editions.count == kind.definition.locales.count
        let used = editions.values.reduce(into: Set<String>()) { $0.formUnion($1.used) }
        if isWhole { faults += unused(in: kind.definition, besides: used, source) }
        return LoadedKind(kind: kind, editions: editions)
    }

    /// The parameters, and the fields of the objects of lists, that no part of any edition says.
    private static func unused(
        in definition: KindDefinition, besides used: Set<String>, _ source: Source
    ) -> [TemplateFault] {
        definition.parameters.flatMap { parameter in
            let fields =
                used.contains(parameter.name) ? parameter.fields.map { TemplateVariable($0, of: parameter.name) } : []
            return ([TemplateVariable(parameter)] + fields).filter { !used.contains($0.fullName) }.map { variable in
                let isField = variable.fullName != parameter.name
                let name = variable.fullName.split(separator: ".").last.map(String.init) ?? variable.fullName
                return TemplateFault(
                    file: source.file, line: source.line(of: parameter.name, under: "parameters"),
                    fault: "\(isField ? "field" : "parameter") \(variable.fullName) is declared, and no part uses it",
                    mend: "use {{\(name)}}\(isField ? " in {{#\(parameter.name)}}" : "") or take it out")
            }
        }
    }
}
