import FacteurClient
import Foundation
import Hummingbird

extension Site {
    /// The list that the newsletter goes to.
    static let newsletter = "lettre"

    func addAccount(to router: Router<Visit>) {
        router.get("/compte") { _, visit -> Response in try await dashboard(visit) }
        router.post("/compte/nom") { request, visit -> Response in
            let form = try await form(request, visit)
            guard let account = visit.account else { return .seeOther("/connexion") }
            guard !form["nom"].isEmpty else { return try await dashboard(visit, missingName) }
            do {
                try await pool.transaction { database in
                    try await Accounts(database: database).setName(form["nom"], of: account)
                    try await Outbox(database).enqueue(
                        Message(
                            kind: "account-updated", to: account.email,
                            parameters: AccountChange(changes: ["Nom\u{A0}: \(form["nom"])"], changed_at: .now),
                            recipientName: form["nom"]))
                }
            } catch is Refusal {
                return try await dashboard(visit, fault("Ce nom ne peut pas figurer dans un message."))
            }
            return .seeOther("/compte")
        }
        router.post("/compte/mot-de-passe") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await changePassword(form, visit) }
        }
        router.post("/compte/lettre") { request, visit -> Response in
            let form = try await form(request, visit)
            guard let account = visit.account else { return .seeOther("/connexion") }
            let isWanted = form["lettre"] == "oui"
            try await pool.transaction { database in
                if isWanted {
                    try await Outbox(database).subscribe(account.email, to: Self.newsletter, name: account.name)
                } else {
                    try await Outbox(database).unsubscribe(account.email, from: Self.newsletter)
                }
                // Behind the outbox, whose row others have to wait for: its moment comes after that of any event before.
                try await Accounts(database: database).setSubscribed(isWanted, email: account.email)
            }
            return .seeOther("/compte")
        }
    }

    func dashboard(_ visit: Visit, _ fault: HTML = "") async throws -> Response {
        guard let account = visit.account else { return .seeOther("/connexion") }
        let purchases = try await pool.use { try await Purchases(database: $0).all(of: account) }
        let current = field(
            "Mot de passe actuel", "mot-de-passe", type: "password", completion: "current-password")
        let orders: HTML =
            purchases.isEmpty
            ? "<p>Aucune commande pour l’instant.</p>"
            : "<ul>\(purchases.map { "<li>\($0.number) : \($0.quantity) × \($0.item), \(Price.text($0.totalCents))</li>" as HTML })</ul>"
        return page(
            visit, "Mon compte",
            """
            \(fault)
            <p>\(account.name), <strong id="adresse">\(account.email)</strong></p>
            <h2>La lettre du vendredi</h2>
            <p id="lettre">\(account.isSubscribed ? "Vous la recevez." : "Vous ne la recevez pas.")</p>
            \(form(
                visit, "/compte/lettre", account.isSubscribed ? "Ne plus la recevoir" : "La recevoir",
                "<input type=\"hidden\" name=\"lettre\" value=\"\(account.isSubscribed ? "non" : "oui")\">"))
            <h2>Mes commandes</h2>
            \(orders)
            <h2>Mon nom</h2>
            \(form(visit, "/compte/nom", "Changer de nom", field("Nom", "nom", completion: "name", value: account.name)))
            <h2>Mon adresse</h2>
            \(form(
                visit, "/compte/adresse", "Changer d’adresse",
                "\(field("Nouvelle adresse e-mail", "email", type: "email", completion: "email"))\(current)"))
            <h2>Mon mot de passe</h2>
            \(form(
                visit, "/compte/mot-de-passe", "Changer de mot de passe",
                """
                \(current)
                \(field(
                    "Nouveau mot de passe", "nouveau", type: "password", completion: "new-password",
                    hint: "Douze caractères au moins"))
                """))
            """)
    }

    private func changePassword(_ form: Form, _ visit: Visit) async throws -> Response {
        guard let account = visit.account else { return .seeOther("/connexion") }
        let new = form.fields["nouveau"] ?? ""
        guard Password.isAcceptable(new) else {
            return try await dashboard(visit, fault("Ce mot de passe est trop court : il en faut douze caractères."))
        }
        guard try await Password.verify(form.password, account.passwordHash) else {
            return try await dashboard(visit, fault("Le mot de passe actuel n’est pas celui-là."))
        }
        let passwordHash = try await Password.hash(new)
        let session = try await pool.transaction { database in
            try await replacePassword(of: account, by: passwordHash, on: database)
            return try await Sessions(database: database).open(for: account)
        }
        var response = Response.seeOther("/compte")
        response.setSecret(session)
        return response
    }

    /// The parameters of `account-updated`, by their names.
    private struct AccountChange: Encodable {
        let changes: [String]
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let changed_at: Date
    }
}
