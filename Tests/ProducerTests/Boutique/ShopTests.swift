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
            // Nor does the button confirm a password that whoever presses it does not know, or use the link up by that.
            for (word, status) in [("un premier mot", 401), ("", 401), (password, 303), (password, 410)] {
                let answer = try await visitor.send(
                    "/confirmation", on: status == 410 ? "/compte" : path, ["jeton": secret, "mot-de-passe": word])
                #expect(answer.status == status, "\(word)")
                #expect(answer.body.contains("Ce n’est pas le mot de passe de cette inscription.") == (status == 401))
            }
            #expect(try await visitor.open(path).status == 410)
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

    @Test(
        "A new address is taken from its own account alone, opens no session, and not after a later one or a new password"
    )
    func newAddress() async throws {
        try await OpenShop.with { shop in
            let email = "camille@client.example"
            let customer = try await shop.customer(email, password: password)
            let owner = try await shop.customer("owner@client.example", password: password)
            func ask(_ address: String) async throws {
                _ = try await customer.send(
                    "/compte/adresse", on: "/compte", ["email": address, "mot-de-passe": password])
            }
            func secret(_ address: String) throws -> String {
                try shop.parameter("link", of: "registration", to: address).split(separator: "=").last.map(String.init)
                    ?? ""
            }
            func confirm(_ secret: String) async throws -> Int {
                try await customer.send("/confirmation", on: "/compte", ["jeton": secret]).status
            }
            try await ask("a@client.example")
            let first = try secret("a@client.example")
            try await ask("b@client.example")
            let second = try secret("b@client.example")
            #expect(try await confirm(first) == 410)
            // An address that has an account replaces them as well: otherwise they would tell.
            try await ask("owner@client.example")
            #expect(try await confirm(second) == 410)
            try await ask("c@client.example")
            let third = try secret("c@client.example")
            let changed = try await customer.send(
                "/compte/mot-de-passe", on: "/compte", ["mot-de-passe": password, "nouveau": password])
            #expect(changed.status == 303)
            #expect(try await confirm(third) == 410)

            try await ask("d@client.example")
            let last = try secret("d@client.example")
            let stranger = shop.visitor("stranger")
            for visitor in [stranger, owner] {
                #expect(try await visitor.open("/confirmation?jeton=\(last)").status == 303)
                #expect(try await visitor.send("/confirmation", on: "/inscription", ["jeton": last]).status == 303)
            }
            #expect(try await stranger.open("/compte").status == 303, "the link signs nobody in")
            #expect(try await owner.open("/compte").body.contains("owner@client.example"))
            #expect(try await customer.open("/compte").body.contains(email))
            #expect(try await customer.open("/confirmation?jeton=\(last)").status == 200)
            #expect(try await confirm(last) == 303)
            #expect(try await customer.open("/compte").body.contains("d@client.example"))
        }
    }

    @Test("Who leaves the newsletter by a letter's footer sees so, and older news do not undo what was said since")
    func newsletter() async throws {
        try await OpenShop.with { shop in
            let email = "camille@client.example"
            let customer = try await shop.customer(email, password: password)
            let database = shop.database.database
            let isRead = """
                select c.value = (select max(e.cursor) from facteur.event e where e.owner = 'boutique')
                from boutique.mail_cursor c
                """
            for (isTakenAgain, isSubscribed) in [(true, "t"), (false, "f")] {
                _ = try await customer.send("/compte/lettre", on: "/compte", ["lettre": "oui"])
                try database.psql(
                    "set session authorization boutique; select facteur.unsubscribe('\(email)', 'lettre')")
                if isTakenAgain {
                    _ = try await customer.send("/compte/lettre", on: "/compte", ["lettre": "oui"])
                }
                try database.psql("select facteur.number_events(1000)")
                let deadline = ContinuousClock.now + .seconds(60)
                while try database.psql(isRead) != "t", ContinuousClock.now < deadline {
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(try database.psql(isRead) == "t")
                #expect(try database.psql("select newsletter from boutique.account") == isSubscribed)
            }
        }
    }

    @Test("A name of nothing but space is refused, on its page", arguments: ["", " \u{A0}\t"])
    func unnamed(name: String) async throws {
        try await OpenShop.with { shop in
            let answer = try await shop.visitor().send(
                "/inscription", ["nom": name, "email": "zoe@client.example", "mot-de-passe": password])
            #expect(answer.body.contains("Il manque le nom."))
            let customer = try await shop.customer("camille@client.example", password: password)
            let before = try shop.waiting()
            let renamed = try await customer.send("/compte/nom", on: "/compte", ["nom": name])
            #expect(renamed.body.contains("Il manque le nom."))
            #expect(try shop.waiting() == before)
            #expect(try shop.database.database.psql("select name from boutique.account") == "Camille")
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
