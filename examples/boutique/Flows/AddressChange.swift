import FacteurClient
import Hummingbird

extension Site {
    func addAddressChange(to router: Router<Visit>) {
        router.post("/compte/adresse") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await askNewAddress(form, visit) }
        }
    }

    /// The new address has to answer first: it may be mistyped, or somebody else's. If it has an account already, only its owner is told,
    /// and what is shown here is the same.
    private func askNewAddress(_ form: Form, _ visit: Visit) async throws -> Response {
        guard let account = visit.account else { return .seeOther("/connexion") }
        guard try await Password.verify(form.password, account.passwordHash) else {
            return try await dashboard(visit, fault("Le mot de passe actuel n’est pas celui-là."))
        }
        do {
            try await pool.transaction { database in
                let links = Links(database: database)
                if let owner = try await Accounts(database: database).find(email: form.email) {
                    // As if it were a new one's: otherwise an earlier link that still works would tell.
                    try await links.removeAddressLinks(of: account)
                    let secret = try await links.add(.reset, email: owner.email, account: owner)
                    try await Outbox(database).enqueue(alreadyRegistered(owner, secret))
                } else {
                    let secret = try await links.add(.address, email: form.email, account: account)
                    try await Outbox(database).enqueue(
                        Message(
                            kind: "registration", to: form.email,
                            parameters: ["link": address("/confirmation?jeton=\(secret)")], recipientName: account.name,
                            supersedeKey: form.email))
                }
            }
        } catch is Refusal {
            return try await dashboard(visit, fault("Cette adresse e-mail n’est pas valable."))
        }
        return page(
            visit, "Ouvrez votre nouvelle boîte aux lettres",
            """
            <p>Un message vient de partir à l’adresse <strong>\(form["email"])</strong>. Elle sera celle de votre compte dès que
            vous aurez suivi son lien, connecté à votre compte.</p>
            """)
    }
}
