import Mail

/// One proof: what it is, what the checks say, and one view of it.
struct ProofMarkup {
    let proof: Proof
    let look: Look

    var html: String {
        """
        <h1>\(HTMLText.escaped(proof.kind)) <span class="locale">\(HTMLText.escaped(proof.locale))</span></h1>
        <p class="description" lang="en">\(HTMLText.escaped(proof.description))</p>
        \(facts)
        \(checks)
        <nav class="tabs" aria-label="Vues">
        \(Look.View.allCases.map(tab).joined(separator: "\n"))
        </nav>
        \(view)
        """
    }

    private var facts: String {
        guard let letter = proof.letter else { return "" }
        let html = letter.html.map { Size.text($0.utf8.count) } ?? "aucune partie HTML"
        return """
            <dl class="facts">
            <div class="subject"><dt>Objet</dt><dd><span lang="\(HTMLText.escaped(proof.locale))">\
            \(HTMLText.escaped(letter.subject))</span> <small>\(letter.subject.count)\u{A0}caractères</small></dd></div>
            <div><dt>HTML</dt><dd>\(html)</dd></div>
            <div><dt>Texte</dt><dd>\(Size.text(letter.text.utf8.count))</dd></div>
            <div><dt>Message entier</dt><dd>\(Size.text(letter.message.count))</dd></div>
            </dl>
            """
    }

    private var checks: String {
        """
        <section class="check\(proof.faults.isEmpty ? "" : " faulty")" aria-labelledby="controles">
        <h2 id="controles">Contrôles\u{A0}: \(FaultMarkup.count(proof.faults.count).lowercased())</h2>
        \(proof.faults.isEmpty ? "" : FaultMarkup.list(proof.faults))
        </section>
        """
    }

    private func tab(_ view: Look.View) -> String {
        let isCurrent = view == look.view ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address(look.with(view)))\"\(isCurrent)>\(view.title)</a>"
    }

    private var view: String {
        if look.view == .source { return SourceMarkup(sources: proof.sources, faults: proof.faults).html }
        guard let letter = proof.letter else {
            return """
                <p class="notice">Cette lettre ne peut pas être composée tant que ces défauts demeurent\u{202F}; \
                elle reparaîtra ici dès qu’ils seront corrigés.</p>
                """
        }
        switch look.view {
        case .letter: return letter.html == nil ? "<p class=\"notice\">Ce modèle n’a pas de partie HTML.</p>" : frames
        case .headers: return headers(letter.headers)
        default:
            let language = HTMLText.escaped(proof.locale)
            return "<pre class=\"words\" tabindex=\"0\" lang=\"\(language)\">\(words(letter))</pre>"
        }
    }

    private func words(_ letter: Proof.Letter) -> String { SourceMarkup.showingHardSpaces(letter.text) }

    private var frames: String {
        """
        <nav class="switch" aria-label="Fond">
        \(ColourScheme.allCases.map(switchLink).joined(separator: "\n"))
        </nav>
        <div class="frames \(look.scheme == .dark ? "dark" : "light")">
        \(frame("Téléphone", width: 360))
        \(frame("Ordinateur", width: 800))
        </div>
        """
    }

    private func switchLink(_ scheme: ColourScheme) -> String {
        let isCurrent = scheme == look.scheme ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address(look.with(scheme)))\"\(isCurrent)>\(scheme.title)</a>"
    }

    private func frame(_ device: String, width: Int) -> String {
        let name = "\(device), \(width)\u{A0}px"
        let address = "/\(proof.kind)/\(proof.locale)/lettre?fond=\(look.scheme.rawValue)"
        return """
            <figure><figcaption>\(name)</figcaption>
            <iframe src="\(HTMLText.escaped(address))" title="\(name)" width="\(width)" height="720"
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer">\
            </iframe></figure>
            """
    }

    private func headers(_ fields: [Proof.Field]) -> String {
        let rows = fields.map {
            "<div><dt>\(HTMLText.escaped($0.name))</dt><dd>\(HTMLText.escaped($0.value))</dd></div>"
        }
        return "<dl class=\"headers\">\n\(rows.joined(separator: "\n"))\n</dl>"
    }

    private func address(_ look: Look) -> String { HTMLText.escaped(look.address(of: proof)) }
}
