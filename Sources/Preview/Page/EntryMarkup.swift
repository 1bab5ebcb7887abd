import Catcher
import Mail
import Web

/// One entry: what it is, what the checks say, and one view of it.
struct EntryMarkup {
    let entry: PreviewEntry
    let options: ViewOptions

    var html: String {
        """
        <h1>\(HTMLText.escaped(entry.kind)) <span class="locale">\(HTMLText.escaped(entry.locale))</span></h1>
        <p class="description" lang="en">\(HTMLText.escaped(entry.description))</p>
        \(facts)
        \(checks)
        <nav class="tabs" aria-label="Vues">
        \(ViewOptions.View.allCases.map(tab).joined(separator: "\n"))
        </nav>
        \(view)
        """
    }

    private var facts: String {
        guard let letter = entry.letter else { return "" }
        let html = letter.html.map { Size.text($0.utf8.count) } ?? "aucune partie HTML"
        return """
            <dl class="facts">
            <div class="subject"><dt>Objet</dt><dd><span lang="\(HTMLText.escaped(entry.locale))">\
            \(HTMLText.escaped(letter.subject))</span> <small>\(letter.subject.count)\u{A0}caractères</small></dd></div>
            <div><dt>HTML</dt><dd>\(html)</dd></div>
            <div><dt>Texte</dt><dd>\(Size.text(letter.text.utf8.count))</dd></div>
            <div><dt>Message entier</dt><dd>\(Size.text(letter.message.count))</dd></div>
            </dl>
            """
    }

    private var checks: String {
        """
        <section class="check\(entry.faults.isEmpty ? "" : " faulty")" aria-labelledby="controles">
        <h2 id="controles">Contrôles\u{A0}: \(FaultMarkup.count(entry.faults.count).lowercased())</h2>
        \(entry.faults.isEmpty ? "" : FaultMarkup.list(entry.faults))
        </section>
        """
    }

    private func tab(_ view: ViewOptions.View) -> String {
        let isCurrent = view == options.view ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address(options.with(view)))\"\(isCurrent)>\(view.title)</a>"
    }

    private var view: String {
        if options.view == .source { return SourceMarkup(sources: entry.sources, faults: entry.faults).html }
        guard let letter = entry.letter else {
            return """
                <p class="notice">Cette lettre ne peut pas être composée tant que ces défauts demeurent\u{202F}; \
                elle reparaîtra ici dès qu’ils seront corrigés.</p>
                """
        }
        switch options.view {
        case .letter: return letter.html == nil ? "<p class=\"notice\">Ce modèle n’a pas de partie HTML.</p>" : frames
        case .headers: return headers(letter.headers)
        default:
            let language = HTMLText.escaped(entry.locale)
            return "<pre class=\"words\" tabindex=\"0\" lang=\"\(language)\">\(words(letter))</pre>"
        }
    }

    private func words(_ letter: PreviewEntry.Letter) -> String { SourceMarkup.showingHardSpaces(letter.text) }

    private var frames: String {
        """
        <nav class="switch" aria-label="Fond">
        \(ColourScheme.allCases.map(switchLink).joined(separator: "\n"))
        </nav>
        <div class="frames \(options.scheme == .dark ? "dark" : "light")">
        \(frame("Téléphone", width: 360))
        \(frame("Ordinateur", width: 800))
        </div>
        """
    }

    private func switchLink(_ scheme: ColourScheme) -> String {
        let isCurrent = scheme == options.scheme ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address(options.with(scheme)))\"\(isCurrent)>\(scheme.title)</a>"
    }

    private func frame(_ device: String, width: Int) -> String {
        let name = "\(device), \(width)\u{A0}px"
        let address = "/\(entry.kind)/\(entry.locale)/lettre?fond=\(options.scheme.rawValue)"
        return """
            <figure><figcaption>\(name)</figcaption>
            <iframe src="\(HTMLText.escaped(address))" title="\(name)" width="\(width)" height="720"
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer">\
            </iframe></figure>
            """
    }

    private func headers(_ fields: [HeaderField]) -> String {
        let rows = fields.map {
            "<div><dt>\(HTMLText.escaped($0.name))</dt><dd>\(HTMLText.escaped($0.value))</dd></div>"
        }
        return "<dl class=\"headers\">\n\(rows.joined(separator: "\n"))\n</dl>"
    }

    private func address(_ options: ViewOptions) -> String { HTMLText.escaped(options.address(of: entry)) }
}
