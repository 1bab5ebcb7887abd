import FacteurClient
import Hummingbird

extension Site {
    func addRegistration(to router: Router<Visit>) {
        router.get("/inscription") { _, visit -> Response in registrationPage(visit) }
        router.post("/inscription") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await register(form, visit) }
        }
    }

    private func registrationPage(_ visit: Visit, _ form: Form = Form(fields: [:]), _ fault: HTML = "") -> Response {
        page(
            visit, "Créer un compte",
            """
            \(fault)\(self.form(
                visit, "/inscription", "Créer mon compte",
                """
                \(field("Nom", "nom", completion: "name", value: form["nom"]))
                \(field("Adresse e-mail", "email", type: "email", completion: "email", value: form["email"]))
                \(newPasswordField)
                """))
            """)
    }

    /// The same answer, in the same time, whether the address has an account or not: only its owner is told, by mail.
    private func register(_ form: Form, _ visit: Visit) async throws -> Response {
        guard !form["nom"].isEmpty else { return registrationPage(visit, form, missingName) }
        guard Password.isAcceptable(form.password) else {
            return registrationPage(visit, form, fault("Ce mot de passe est trop court : il en faut douze caractères."))
        }
        let passwordHash = try await Password.hash(form.password)
        do {
            try await pool.transaction { database in
                let outbox = Outbox(database)
                if let account = try await Accounts(database: database).find(email: form.email) {
                    let secret = try await Links(database: database).add(.reset, email: account.email, account: account)
                    try await outbox.enqueue(
                        alreadyRegistered(account, secret))
                } else {
                    let secret = try await Links(database: database).add(
                        .registration, email: form.email, name: form["nom"], passwordHash: passwordHash)
                    try await outbox.enqueue(
                        Message(
                            kind: "registration", to: form.email,
                            parameters: ["link": address("/confirmation?jeton=\(secret)")], recipientName: form["nom"],
                            supersedeKey: form.email))
                }
            }
        } catch let refusal as Refusal {
            // Of what people type here, only what stands in the mail's head can be refused.
            let words =
                refusal.message.contains("recipient_name")
                ? "Ce nom ne peut pas figurer dans un message." : "Cette adresse e-mail n’est pas valable."
            return registrationPage(visit, form, fault(words))
        }
        return page(
            visit, "Ouvrez votre boîte aux lettres",
            """
            <p>Un message vient de partir à l’adresse <strong>\(form["email"])</strong>. Son lien est valable deux jours.</p>
            <p>Il n’arrive pas ? Il peut mettre un peu de temps. Regardez aussi parmi les courriers indésirables.</p>
            """)
    }

    /// The mail to somebody who has an account, and of whose address a form was told.
    func alreadyRegistered(_ account: Account, _ resetSecret: String) -> Message {
        Message(
            kind: "already-registered", to: account.email,
            parameters: [
                "sign_in_link": address("/connexion"),
                "reset_link": address("/nouveau-mot-de-passe?jeton=\(resetSecret)"),
            ], recipientName: account.name, supersedeKey: account.email)
    }
}
