import Foundation
import TestServers
import Testing

@Suite("The example shop", .timeLimit(.minutes(5)))
struct ShopTests {
    private let password = "trois tasses bleues"

    @Test(
        "Whether an address is known shows neither in the answer nor in its time, and its owner alone is told",
        arguments: [
            ("/inscription", 200, ["already-registered known@client.example", "registration unknown@client.example"]),
            ("/mot-de-passe-oublie", 200, ["password-reset known@client.example"]),
            ("/connexion", 401, []),
        ] as [(String, Int, [String])])
    func strangers(path: String, status: Int, mail: [String]) async throws {
        try await OpenShop.with { shop in
            _ = try await shop.customer("known@client.example", password: password)
            let before = try shop.waiting()
            let visitor = shop.visitor()
            var words: [String] = []
            for address in ["known@client.example", "unknown@client.example"] {
                let start = ContinuousClock.now
                let answer = try await visitor.send(
                    path, ["nom": "N.", "email": address, "mot-de-passe": "une autre théière"])
                #expect(ContinuousClock.now - start >= .seconds(1))
                #expect(answer.status == status)
                words.append(answer.words(without: address))
            }
            #expect(words[0] == words[1])
            #expect(try Array(shop.waiting().dropFirst(before.count)) == mail)
        }
    }

    @Test("A registration is no account until its link is followed, which works once, and with its own password")
    func registration() async throws {
        try await OpenShop.with { shop in
            let visitor = shop.visitor()
            for word in ["un premier mot", password] {
                _ = try await visitor.send(
                    "/inscription", ["nom": "Camille", "email": "Camille@Client.example", "mot-de-passe": word])
            }
            let email = "camille@client.example"
            #expect(try shop.waiting() == ["registration \(email)"], "the later one replaces the first")
            #expect(
                try await visitor.send("/connexion", ["email": email, "mot-de-passe": password]).status == 401)
            let link = try shop.parameter("link", of: "registration", to: email)
            let path = link.replacing(shop.base, with: "")
            let secret = link.split(separator: "=").last.map(String.init) ?? ""
            // What opens links on its own changes nothing.
            #expect(try await visitor.open(path).status == 200)
            #expect(try await visitor.send("/confirmation", on: path, ["jeton": secret]).status == 303)
            #expect(try await visitor.send("/confirmation", on: path, ["jeton": secret]).status == 410)
            #expect(try await visitor.open("/compte").body.contains(email))
            let other = shop.visitor("other")
            #expect(
                try await other.send("/connexion", ["email": email, "mot-de-passe": "un premier mot"]).status == 401)
            #expect(try await other.send("/connexion", ["email": email, "mot-de-passe": password]).status == 303)
        }
    }

    @Test("A new password signs out whoever came by the old one, and of several reset links the last one works")
    func reset() async throws {
        try await OpenShop.with { shop in
            let email = "camille@client.example"
            let thief = try await shop.customer(email, password: password)
            #expect(try await thief.open("/compte").status == 200)
            let visitor = shop.visitor()
            var secrets: [String] = []
            for _ in 0..<2 {
                _ = try await visitor.send("/mot-de-passe-oublie", ["email": email])
                let link = try shop.parameter("link", of: "password-reset", to: email)
                secrets.append(link.split(separator: "=").last.map(String.init) ?? "")
            }
            for (secret, status) in zip(secrets, [410, 303]) {
                let answer = try await visitor.send(
                    "/nouveau-mot-de-passe", ["jeton": secret, "mot-de-passe": "quatre théières rouges"])
                #expect(answer.status == status)
            }
            #expect(try await thief.open("/compte").status == 303)
            #expect(try await visitor.open("/compte").status == 200)
            #expect(try shop.waiting().suffix(1) == ["password-changed \(email)"])
        }
    }

    @Test("A form without the word of this browser changes nothing")
    func forgery() async throws {
        try await OpenShop.with { shop in
            let customer = try await shop.customer("camille@client.example", password: password)
            let before = try shop.waiting()
            for fields in [
                ["nom": "Mallory"], ["nom": "Mallory", "controle": ""], ["nom": "Mallory", "controle": "0a"],
            ] {
                #expect(try await customer.post("/compte/nom", fields).status == 403)
            }
            #expect(try await customer.open("/compte").body.contains("Mallory") == false)
            #expect(try shop.waiting() == before)
        }
    }

    @Test(
        "An address that cannot be one is refused by the outbox, and leaves nothing",
        arguments: ["camille@@client.example", "camille"])
    func refused(address: String) async throws {
        try await OpenShop.with { shop in
            let answer = try await shop.visitor().send(
                "/inscription", ["nom": "Camille", "email": address, "mot-de-passe": password])
            #expect(answer.body.contains("Cette adresse e-mail n’est pas valable."))
            #expect(try shop.waiting() == [])
            #expect(try shop.database.database.psql("select count(*) from boutique.link") == "0")
        }
    }

    @Test("What customers type stays words on every page")
    func escaped() async throws {
        try await OpenShop.with { shop in
            let customer = try await shop.customer("camille@client.example", password: password)
            let name = "<b>\"C'amille\" & Œuf</b>"
            #expect(try await customer.send("/compte/nom", on: "/compte", ["nom": name]).status == 303)
            let page = try await customer.open("/compte").body
            #expect(!page.contains("<b>") && page.contains("&lt;b&gt;&quot;C&#39;amille&quot; &amp; Œuf&lt;/b&gt;"))
        }
    }
}
