import ExampleDatabase
import FacteurClient
import Foundation
import Hummingbird

extension Site {
    /// Opening a link changes nothing, since programs open links too; the button does.
    func addConfirmation(to router: Router<Visit>) {
        router.get("/confirmation") { request, visit -> Response in
            let secret = request.uri.queryParameters.get("jeton") ?? ""
            guard let link = try await find(secret) else { return deadLink(visit) }
            if link.purpose == .registration { return confirmationPage(visit, secret) }
            return isOwn(link, visit) ? newAddressPage(visit, secret) : .seeOther("/connexion")
        }
        router.post("/confirmation") { request, visit -> Response in
            let form = try await form(request, visit)
            let secret = form["jeton"]
            guard let link = try await find(secret) else { return deadLink(visit) }
            if link.purpose == .registration {
                return try await confirmRegistration(link, secret, password: form.password, visit)
            }
            guard isOwn(link, visit) else { return .seeOther("/connexion") }
            let isDone = try await pool.transaction { database in try await changeAddress(secret, on: database) }
            return isDone ? .seeOther("/compte") : deadLink(visit)
        }
    }

    private func find(_ secret: String) async throws -> Link? {
        try await pool.use { database in
            try await Links(database: database).find(secret, .registration, .address)
        }
    }

    /// Whoever has the link to a new address is nobody by that: a mistyped one is a stranger's. It is taken from its account's own, and opens
    /// no session.
    private func isOwn(_ link: Link, _ visit: Visit) -> Bool {
        guard let account = visit.account else { return false }
        return link.accountID == account.id
    }

    /// It asks for the password, for the last who registered with an address may not have been its owner, who must not confirm a password
    /// that somebody else knows.
    private func confirmationPage(
        _ visit: Visit, _ secret: String, status: HTTPResponse.Status = .ok, _ fault: HTML = ""
    ) -> Response {
        page(
            visit, "Confirmez votre adresse", status: status,
            """
            \(fault)
            <p>C’est bien la vôtre ? Donnez le mot de passe que vous venez de choisir, et c’est fait.</p>
            \(form(
                visit, "/confirmation", "Confirmer",
                """
                <input type="hidden" name="jeton" value="\(secret)">
                \(field("Mot de passe", "mot-de-passe", type: "password", completion: "current-password"))
                """))
            """)
    }

    private func newAddressPage(_ visit: Visit, _ secret: String) -> Response {
        page(
            visit, "Confirmez votre adresse",
            """
            <p>C’est bien la vôtre ? Un clic, et c’est fait.</p>
            \(form(
                visit, "/confirmation", "Confirmer", "<input type=\"hidden\" name=\"jeton\" value=\"\(secret)\">"))
            """)
    }

    /// The page for a link that was used, replaced by a later one, or is too old.
    func deadLink(_ visit: Visit) -> Response {
        page(
            visit, "Ce lien ne fonctionne plus", status: .gone,
            "<p>Il a déjà servi, un message plus récent l’a remplacé, ou ses deux jours sont passés. Recommencez : un autre partira.</p>"
        )
    }

    /// Makes the account. The password comes first: a wrong one does not use the link up.
    private func confirmRegistration(
        _ link: Link, _ secret: String, password: String, _ visit: Visit
    ) async throws -> Response {
        guard try await Password.verify(password, link.passwordHash) else {
            let words = """
                Ce n’est pas le mot de passe de cette inscription. Si elle n’est pas la vôtre, créez votre compte de nouveau : \
                un autre message partira, et seul le dernier compte.
                """
            return confirmationPage(visit, secret, status: .unauthorized, fault(words))
        }
        let session: String? = try await pool.transaction { database in
            guard let link = try await Links(database: database).take(secret, .registration),
                let account = try await Accounts(database: database).add(
                    email: link.email, name: link.name, passwordHash: link.passwordHash)
            else { return nil }
            return try await Sessions(database: database).open(for: account)
        }
        guard let session else { return deadLink(visit) }
        var response = Response.seeOther("/compte")
        response.setSecret(session)
        return response
    }

    /// Gives an account its new address; false where that could not be done.
    private func changeAddress(_ secret: String, on database: LibPQConnection) async throws -> Bool {
        let accounts = Accounts(database: database)
        guard let link = try await Links(database: database).take(secret, .address),
            let account = try await accounts.find(email: link.accountEmail ?? ""),
            try await accounts.setEmail(link.email, of: account)
        else { return false }
        let parameters = AddressChange(old_address: account.email, new_address: link.email, changed_at: .now)
        let outbox = Outbox(database)
        try await outbox.enqueueMany(
            [account.email, link.email].map {
                Message(kind: "email-changed", to: $0, parameters: parameters, recipientName: account.name)
            })
        if account.isSubscribed {
            try await outbox.unsubscribe(account.email, from: Self.newsletter)
            try await outbox.subscribe(link.email, to: Self.newsletter, name: account.name)
            try await accounts.setSubscribed(true, email: link.email)
        }
        return true
    }

    /// The parameters of `email-changed`, by their names.
    private struct AddressChange: Encodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let old_address: String
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let new_address: String
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let changed_at: Date
    }
}
