import Mail

/// All proofs in one table, and whatever is wrong with files that belong to none.
struct OverviewMarkup {
    let proofs: Proofs
    /// What leads to a proof.
    let link: (Proof) -> String

    var html: String {
        """
        <h1>Tous les modèles</h1>
        \(strays)<div class="wide" tabindex="0" role="region" aria-labelledby="table">
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

    private var strays: String {
        let strays = proofs.strays
        guard !strays.isEmpty else { return "" }
        return """
            <section class="check" aria-labelledby="autres">
            <h2 id="autres">Défauts d’autres fichiers</h2>
            \(FaultMarkup.list(strays))
            </section>

            """
    }

    private func row(_ proof: Proof) -> String {
        let faults = proof.faults.isEmpty ? FaultMarkup.count(0) : FaultMarkup.list(proof.faults)
        let letter = proof.letter
        return """
            <tr\(proof.faults.isEmpty ? "" : " class=\"faulty\"")><th scope="row">\(HTMLText.escaped(proof.kind))</th>
            <td>\(HTMLText.escaped(proof.locale))</td>
            <td lang="\(HTMLText.escaped(proof.locale))">\(letter.map { HTMLText.escaped($0.subject) } ?? "–")</td>
            <td>\(letter.map { Size.text($0.message.count) } ?? "–")</td>
            <td>\(faults)</td>
            <td>\(link(proof))</td></tr>
            """
    }
}

/// How large something is, for people.
enum Size {
    /// `15 204 octets`
    static func text(_ octets: Int) -> String { Language.french.counted(octets, "octet", "octets") }
}
