import ExampleDatabase
import FacteurClient
import Foundation
import Hummingbird

extension Site {
    func addForgottenPassword(to router: Router<Visit>) {
        router.get("/mot-de-passe-oublie") { _, visit -> Response in
            page(
                visit, "Mot de passe oublié",
                """
                <p>Donnez l’adresse de votre compte : un lien y partira, pour en choisir un autre.</p>
                \(form(
                    visit, "/mot-de-passe-oublie", "Recevoir un lien",
                    field("Adresse e-mail", "email", type: "email", completion: "email")))
                """)
        }
        router.post("/mot-de-passe-oublie") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await sendLink(form, visit) }
        }
        router.get("/nouveau-mot-de-passe") { request, visit -> Response in
            newPasswordPage(visit, request.uri.queryParameters.get("jeton") ?? "")
        }
        router.post("/nouveau-mot-de-passe") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await setPassword(form, visit) }
        }
    }

    /// The same answer, in the same time, for addresses that are known and those that are not: nobody learns here who is a customer.
    private func sendLink(_ form: Form, _ visit: Visit) async throws -> Response {
        try await pool.transaction { database in
            guard let account = try await Accounts(database: database).find(email: form.email) else { return }
            let secret = try await Links(database: database).add(.reset, email: account.email, account: account)
            // Of several requests only the last one's mail goes out, with the only link that works.
            try await Outbox(database).enqueue(
                Message(
                    kind: "password-reset", to: account.email,
                    parameters: ["link": address("/nouveau-mot-de-passe?jeton=\(secret)")], recipientName: account.name,
                    supersedeKey: account.email))
        }
        return page(
            visit, "Ouvrez votre boîte aux lettres",
            """
            <p>S’il existe un compte à cette adresse, un message vient d’y partir. Son lien est valable deux jours ; de plusieurs
            messages, seul le dernier compte.</p>
            """)
    }

    private func newPasswordPage(_ visit: Visit, _ secret: String, _ fault: HTML = "") -> Response {
        page(
            visit, "Choisir un nouveau mot de passe",
            """
            \(fault)\(form(
                visit, "/nouveau-mot-de-passe", "Enregistrer",
                "<input type=\"hidden\" name=\"jeton\" value=\"\(secret)\">\(newPasswordField)"))
            """)
    }

    private func setPassword(_ form: Form, _ visit: Visit) async throws -> Response {
        guard Password.isAcceptable(form.password) else {
            return newPasswordPage(
                visit, form["jeton"], fault("Ce mot de passe est trop court : il en faut douze caractères."))
        }
        let passwordHash = try await Password.hash(form.password)
        let session: String? = try await pool.transaction { database in
            guard let link = try await Links(database: database).take(form["jeton"], .reset),
                let account = try await Accounts(database: database).find(email: link.accountEmail ?? "")
            else { return nil }
            try await replacePassword(of: account, by: passwordHash, on: database)
            return try await Sessions(database: database).open(for: account)
        }
        guard let session else { return deadLink(visit) }
        var response = Response.seeOther("/compte")
        response.setSecret(session)
        return response
    }

    /// Sets a password and tells its owner, in one transaction.
    func replacePassword(of account: Account, by hash: String, on database: LibPQConnection) async throws {
        try await Accounts(database: database).setPassword(hash: hash, of: account)
        try await Outbox(database).enqueue(
            Message(
                kind: "password-changed", to: account.email, parameters: ["changed_at": Date.now],
                recipientName: account.name))
    }
}
