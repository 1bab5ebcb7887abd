import Mail
import Web

/// The whole page: a bar, the list of all kinds in all locales, and beside it one entry or the overview.
struct PreviewPage {
    let snapshot: PreviewSnapshot
    let version: String
    var entry: PreviewEntry?
    var options = ViewOptions()
    /// Whether the address names nothing that is there (any more).
    var isAstray = false

    func html(nonce: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="fr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(HTMLText.escaped(title))</title>
        <style nonce="\(nonce)">\(Self.style)</style>
        </head>
        <body data-version="\(version)">
        <a class="skip" href="#contenu">Aller au contenu</a>
        <header class="bar">
        <p class="name"><a href="/">Facteur</a> <span>Aperçu des modèles</span></p>
        <p id="etat" class="state\(snapshot.faults.isEmpty ? "" : " faulty")" role="status">\(state)</p>
        </header>
        <div class="desk">
        \(list)
        <main id="contenu" tabindex="-1">
        \(content)
        </main>
        </div>
        <script nonce="\(nonce)">\(Self.script)</script>
        </body>
        </html>

        """
    }

    /// What stands between `<style>` and `</style>`.
    static let style = "\n" + String(decoding: PackageResources.preview_css, as: UTF8.self)
    private static let script = "\n" + String(decoding: PackageResources.preview_js, as: UTF8.self)

    private var title: String {
        (entry.map { "\($0.kind) (\($0.locale))" } ?? "Tous les modèles") + " – Facteur, aperçu des modèles"
    }

    private var state: String { FaultMarkup.count(snapshot.faults.count) }

    private var content: String {
        if let entry { return EntryMarkup(entry: entry, options: options).html }
        let notice = isAstray ? "<p class=\"notice\">Cette adresse ne mène à aucun modèle.</p>\n" : ""
        return notice + OverviewMarkup(snapshot: snapshot) { "<a href=\"\(options.address(of: $0))\">Voir</a>" }.html
    }

    private var list: String {
        var items = ""
        var kinds: [String] = []
        for entry in snapshot.entries where !kinds.contains(entry.kind) { kinds.append(entry.kind) }
        for kind in kinds {
            let links = snapshot.entries.filter { $0.kind == kind }.map(link).joined(separator: "\n")
            items += "<li><span class=\"kind\">\(HTMLText.escaped(kind))</span>\n<ul>\n\(links)\n</ul></li>\n"
        }
        let isCurrent = entry == nil ? " aria-current=\"page\"" : ""
        return """
            <nav id="modeles" aria-label="Modèles">
            <p><a href="/"\(isCurrent)>Tous les modèles</a></p>
            <ul class="kinds">
            \(items)</ul>
            </nav>
            """
    }

    private func link(to other: PreviewEntry) -> String {
        let isCurrent = other.kind == entry?.kind && other.locale == entry?.locale
        let count = other.faults.count
        let mark =
            count == 0
            ? ""
            : """
            <span class="mark" aria-hidden="true">\(count)</span><span class="unseen">, \(FaultMarkup.count(count))</span>
            """
        return """
            <li><a href="\(HTMLText.escaped(options.address(of: other)))"\(isCurrent ? " aria-current=\"page\"" : "")>\
            <span class="unseen">\(HTMLText.escaped(other.kind)) </span>\(HTMLText.escaped(other.locale))\(mark)</a></li>
            """
    }
}
