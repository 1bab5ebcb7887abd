import Web

extension PreviewSnapshot {
    private static let template = PageTemplate(
        "export",
        of: [
            "export": PackageResources.export_html, "overview": PackageResources.overview_html,
            "faults": PackageResources.faults_html,
        ])

    /// The page that leads through an export: all entries with their faults, and the files of each beside it.
    package var exportIndex: String {
        Self.template.html([
            "style": PreviewPage.style, "areFaulty": !faults.isEmpty, "state": FaultMarkup.count(faults.count),
            "overview": OverviewMarkup(snapshot: self) { $0.exports.map { ($0.title, $0.file) } }.values,
        ])
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
