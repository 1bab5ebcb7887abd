import Mail
import Templates
import Web

/// The files of an entry, line by line, those with a fault marked.
struct SourceMarkup {
    let sources: [Source]
    let faults: [TemplateFault]

    var html: String { sources.enumerated().map(section).joined(separator: "\n") }

    private func section(_ index: Int, _ source: Source) -> String {
        let faulty = Set(faults.filter { $0.file == source.file }.compactMap(\.line))
        var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let rows = lines.enumerated().map { number, line in
            let words = Self.showingHardSpaces(String(line))
            return faulty.contains(number + 1)
                ? "<mark class=\"line\">\(words)</mark>" : "<span class=\"line\">\(words)</span>"
        }
        return """
            <section class="source" aria-labelledby="fichier-\(index)">
            <h2 id="fichier-\(index)"><code>\(HTMLText.escaped(source.file))</code></h2>
            <pre tabindex="0">\(rows.joined(separator: "\n"))</pre>
            </section>
            """
    }

    /// The text as HTML, in which the non-breaking spaces of French can be told from others.
    static func showingHardSpaces(_ text: String) -> String {
        var html = HTMLText.escaped(text)
        for (space, name) in [("\u{A0}", "U+00A0"), ("\u{202F}", "U+202F")] {
            html = html.replacing(space, with: "<span class=\"hard\" title=\"\(name)\">\(space)</span>")
        }
        return html
    }
}
