import Mail

/// Everything that `facteur templates check` refuses.
package enum TemplateCheck {
    /// All faults of a templates' directory, in the order of files and lines; empty when there is nothing to mend.
    package static func faults(directory: String, shop: ShopSettings, webPublicURL: String) -> [TemplateFault] {
        let folder = TemplateFolder(directory)
        var faults = folder.faults + KindLocales.misspelt(folder.layouts.keys, in: "layouts")
        for (locale, layouts) in folder.layouts {
            for layout in layouts.values { faults += SourceCheck.faults(in: layout, locale: locale) }
        }
        let check = KindCheck(shop: shop, webPublicURL: webPublicURL)
        let layoutSets = Layouts(sources: folder.layouts)
        for kind in folder.kinds { faults += check.faults(of: kind, layouts: layoutSets) }
        if faults.isEmpty, folder.kinds.isEmpty {
            faults.append(TemplateFault(file: directory, fault: "holds no kind", mend: "add a folder with a kind.yaml"))
        }
        return TemplateFaults(faults).faults
    }
}
