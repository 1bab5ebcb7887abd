/// The whole page: a bar, the list of all kinds in all locales, and beside it one proof or the overview.
struct PreviewPage {
    let proofs: Proofs
    let version: String
    var proof: Proof?
    var look = Look()
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
        <style nonce="\(nonce)">\(PreviewStyle.sheet)</style>
        </head>
        <body data-version="\(version)">
        <a class="skip" href="#contenu">Aller au contenu</a>
        <header class="bar">
        <p class="name"><a href="/">Facteur</a> <span>Aperçu des modèles</span></p>
        <p id="etat" class="state\(proofs.faults.isEmpty ? "" : " faulty")" role="status">\(state)</p>
        </header>
        <div class="desk">
        \(list)
        <main id="contenu" tabindex="-1">
        \(content)
        </main>
        </div>
        <script nonce="\(nonce)">\(PreviewScript.code)</script>
        </body>
        </html>

        """
    }

    private var title: String {
        (proof.map { "\($0.kind) (\($0.locale))" } ?? "Tous les modèles") + " – Facteur, aperçu des modèles"
    }

    private var state: String { FaultMarkup.count(proofs.faults.count) }

    private var content: String {
        if let proof { return ProofMarkup(proof: proof, look: look).html }
        let notice = isAstray ? "<p class=\"notice\">Cette adresse ne mène à aucun modèle.</p>\n" : ""
        return notice + OverviewMarkup(proofs: proofs) { "<a href=\"\(look.address(of: $0))\">Voir</a>" }.html
    }

    private var list: String {
        var items = ""
        var kinds: [String] = []
        for proof in proofs.proofs where !kinds.contains(proof.kind) { kinds.append(proof.kind) }
        for kind in kinds {
            let links = proofs.proofs.filter { $0.kind == kind }.map(link).joined(separator: "\n")
            items += "<li><span class=\"kind\">\(HTMLText.escaped(kind))</span>\n<ul>\n\(links)\n</ul></li>\n"
        }
        let isCurrent = proof == nil ? " aria-current=\"page\"" : ""
        return """
            <nav id="modeles" aria-label="Modèles">
            <p><a href="/"\(isCurrent)>Tous les modèles</a></p>
            <ul class="kinds">
            \(items)</ul>
            </nav>
            """
    }

    private func link(to other: Proof) -> String {
        let isCurrent = other.kind == proof?.kind && other.locale == proof?.locale
        let count = other.faults.count
        let mark =
            count == 0
            ? ""
            : """
            <span class="mark" aria-hidden="true">\(count)</span><span class="unseen">, \(FaultMarkup.count(count))</span>
            """
        return """
            <li><a href="\(HTMLText.escaped(look.address(of: other)))"\(isCurrent ? " aria-current=\"page\"" : "")>\
            <span class="unseen">\(HTMLText.escaped(other.kind)) </span>\(HTMLText.escaped(other.locale))\(mark)</a></li>
            """
    }
}
