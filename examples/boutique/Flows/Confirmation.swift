import ExampleDatabase
import FacteurClient
import Foundation
import Hummingbird

extension Site {
    /// Opening a link changes nothing, since programs open links too; the button does.
    func addConfirmation(to router: Router<Visit>) {
        router.get("/confirmation") { request, visit -> Response in
            let secret = request.uri.queryParameters.get("jeton") ?? ""
            return page(
                visit, "Confirmez votre adresse",
                """
                <p>C’est bien la vôtre ? Un clic, et c’est fait.</p>
                \(form(
                    visit, "/confirmation", "Confirmer", "<input type=\"hidden\" name=\"jeton\" value=\"\(secret)\">"))
                """)
        }
        router.post("/confirmation") { request, visit -> Response in
            let form = try await form(request, visit)
            let session = try await pool.transaction { database in try await confirm(form["jeton"], on: database) }
            guard let session else { return deadLink(visit) }
            var response = Response.seeOther("/compte")
            response.setSecret(session)
            return response
        }
    }

    /// The page for a link that was used, replaced by a later one, or is too old.
    func deadLink(_ visit: Visit) -> Response {
        page(
            visit, "Ce lien ne fonctionne plus", status: .gone,
            "<p>Il a déjà servi, un message plus récent l’a remplacé, ou ses deux jours sont passés. Recommencez : un autre partira.</p>"
        )
    }

    /// Does what the link stands for; the new session's secret, or nil where nothing could be done.
    private func confirm(_ secret: String, on database: LibPQConnection) async throws -> String? {
        guard let link = try await Links(database: database).take(secret, .registration, .address) else { return nil }
        let accounts = Accounts(database: database)
        if link.purpose == .registration {
            guard
                let account = try await accounts.add(
                    email: link.email, name: link.name, passwordHash: link.passwordHash)
            else { return nil }
            return try await Sessions(database: database).open(for: account)
        }
        guard let account = try await accounts.find(email: link.accountEmail ?? ""),
            try await accounts.setEmail(link.email, of: account)
        else { return nil }
        let parameters = AddressChange(old_address: account.email, new_address: link.email, changed_at: .now)
        let outbox = Outbox(database)
        try await outbox.enqueueMany(
            [account.email, link.email].map {
                Message(kind: "email-changed", to: $0, parameters: parameters, recipientName: account.name)
            })
        if account.isSubscribed {
            try await outbox.unsubscribe(account.email, from: Self.newsletter)
            try await outbox.subscribe(link.email, to: Self.newsletter, name: account.name)
        }
        return try await Sessions(database: database).open(for: account)
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
