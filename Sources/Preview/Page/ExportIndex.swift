import Mail
import Web

extension PreviewSnapshot {
    /// The page that leads through an export: all entries with their faults, and the files of each beside it.
    package var exportIndex: String {
        let overview = OverviewMarkup(snapshot: self) { entry in
            guard entry.letter != nil else { return "–" }
            return entry.exports.map { export in
                "<a href=\"\(HTMLText.escaped(export.file))\">\(export.title)</a>"
            }.joined(separator: " ")
        }
        return """
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Facteur, épreuves des modèles</title>
            <style>\(PreviewPage.style)</style>
            </head>
            <body>
            <header class="bar">
            <p class="name">Facteur <span>Épreuves des modèles</span></p>
            <p class="state\(faults.isEmpty ? "" : " faulty")">\(FaultMarkup.count(faults.count))</p>
            </header>
            <main class="alone">
            \(overview.html)
            </main>
            </body>
            </html>

            """
    }
}

extension PreviewEntry {
    /// One file of an export.
    package struct Export: Sendable {
        /// Its name, without a folder.
        package var file: String
        package var bytes: [UInt8]
        /// What a link to it says.
        var title: String
    }

    /// The files that show this entry: `password-reset.fr.html`, `.txt` and `.eml`; none while it cannot be rendered.
    package var exports: [Export] {
        guard let letter else { return [] }
        let name = "\(kind).\(locale)"
        let html = letter.html.map { [Export(file: "\(name).html", bytes: Array($0.utf8), title: "HTML")] } ?? []
        return html + [
            Export(file: "\(name).txt", bytes: Array(letter.text.utf8), title: "Texte"),
            Export(file: "\(name).eml", bytes: letter.message, title: "Message"),
        ]
    }
}
