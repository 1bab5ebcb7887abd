import Mail
import Web

/// All faults, and all entries in one table.
struct OverviewMarkup {
    let snapshot: PreviewSnapshot
    /// What leads to an entry.
    let link: (PreviewEntry) -> String

    var html: String {
        """
        <h1>Tous les modèles</h1>
        \(faults)<div class="wide" tabindex="0" role="region" aria-labelledby="table">
        <table>
        <caption id="table" class="unseen">Les modèles, leurs langues et leurs défauts</caption>
        <thead><tr><th scope="col">Modèle</th><th scope="col">Langue</th><th scope="col">Objet</th>
        <th scope="col">Taille</th><th scope="col">Contrôles</th><th scope="col">Aperçu</th></tr></thead>
        <tbody>
        \(snapshot.entries.map(row).joined(separator: "\n"))
        </tbody>
        </table>
        </div>
        """
    }

    /// Each fault once: that of a layout concerns many entries.
    private var faults: String {
        guard !snapshot.faults.isEmpty else { return "" }
        return """
            <section class="check faulty" aria-labelledby="defauts">
            <h2 id="defauts">Contrôles\u{A0}: \(FaultMarkup.count(snapshot.faults.count).lowercased())</h2>
            \(FaultMarkup.list(snapshot.faults))
            </section>

            """
    }

    private func row(_ entry: PreviewEntry) -> String {
        let letter = entry.letter
        return """
            <tr\(entry.faults.isEmpty ? "" : " class=\"faulty\"")><th scope="row">\(HTMLText.escaped(entry.kind))</th>
            <td>\(HTMLText.escaped(entry.locale))</td>
            <td lang="\(HTMLText.escaped(entry.locale))">\(letter.map { HTMLText.escaped($0.subject) } ?? "–")</td>
            <td>\(letter.map { Size.text($0.message.count) } ?? "–")</td>
            <td>\(FaultMarkup.count(entry.faults.count))</td>
            <td>\(link(entry))</td></tr>
            """
    }
}

/// How large something is, for people.
enum Size {
    /// `15 204 octets`
    static func text(_ octets: Int) -> String { Language.french.counted(octets, "octet", "octets") }
}
