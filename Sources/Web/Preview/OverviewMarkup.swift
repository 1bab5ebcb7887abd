import Mail

/// All faults, and all proofs in one table.
struct OverviewMarkup {
    let proofs: Proofs
    /// What leads to a proof.
    let link: (Proof) -> String

    var html: String {
        """
        <h1>Tous les modèles</h1>
        \(faults)<div class="wide" tabindex="0" role="region" aria-labelledby="table">
        <table>
        <caption id="table" class="unseen">Les modèles, leurs langues et leurs défauts</caption>
        <thead><tr><th scope="col">Modèle</th><th scope="col">Langue</th><th scope="col">Objet</th>
        <th scope="col">Taille</th><th scope="col">Contrôles</th><th scope="col">Aperçu</th></tr></thead>
        <tbody>
        \(proofs.proofs.map(row).joined(separator: "\n"))
        </tbody>
        </table>
        </div>
        """
    }

    /// Each fault once: that of a layout concerns many proofs.
    private var faults: String {
        guard !proofs.faults.isEmpty else { return "" }
        return """
            <section class="check faulty" aria-labelledby="defauts">
            <h2 id="defauts">Contrôles\u{A0}: \(FaultMarkup.count(proofs.faults.count).lowercased())</h2>
            \(FaultMarkup.list(proofs.faults))
            </section>

            """
    }

    private func row(_ proof: Proof) -> String {
        let letter = proof.letter
        return """
            <tr\(proof.faults.isEmpty ? "" : " class=\"faulty\"")><th scope="row">\(HTMLText.escaped(proof.kind))</th>
            <td>\(HTMLText.escaped(proof.locale))</td>
            <td lang="\(HTMLText.escaped(proof.locale))">\(letter.map { HTMLText.escaped($0.subject) } ?? "–")</td>
            <td>\(letter.map { Size.text($0.message.count) } ?? "–")</td>
            <td>\(FaultMarkup.count(proof.faults.count))</td>
            <td>\(link(proof))</td></tr>
            """
    }
}

/// How large something is, for people.
enum Size {
    /// `15 204 octets`
    static func text(_ octets: Int) -> String { Language.french.counted(octets, "octet", "octets") }
}
