import Testing

@testable import Mail

@Suite("Secrets")
struct SecretsTests {
    private static let link =
        "https://boutique.example/mon-compte/canari5f1e7d20c9/mdp?lang=fr&jeton=Zq81%2Bw7Lm3x&code=4829#fin"

    @Test(
        "A secret is found by its content, however it is said again",
        arguments: [
            ("bad token canari5f1e7d20c9 in path", "bad token [secret] in path"),
            ("CANARI5F1E7D20C9", "[secret]"),
            ("torn canari5f 1e7d20c9 here", "torn [secret] here"),
            ("torn canari5f=3D 1e7d20c9 here", "torn [secret]=3D [secret] here"),
            ("cut canari5f1e", "cut [secret]"),
            ("tail 1e7d20c9.", "tail [secret]."),
            ("é«canari5f1e7d20c9»é", "é«[secret]»é"),
            ("raw Zq81+w7Lm3x", "raw Zq81+[secret]"),
            ("code 4829 refused", "code [secret] refused"),
            ("code 48 29", "code 48 29"),
            ("https://boutique.example/mdp?lang=fr", "https://boutique.example/mdp?lang=fr"),
            ("2.0.0 Ok: queued as 4Xk2", "2.0.0 Ok: queued as 4Xk2"),
            ("", ""),
        ])
    func link(text: String, expected: String) {
        #expect(Secrets([Self.link]).removed(from: text) == expected)
    }

    @Test("Without secrets a text stays as it is")
    func none() { #expect(Secrets().removed(from: "550 é") == "550 é") }

    @Test("A relay that repeats the login repeats no password, in clear or encoded")
    func login() {
        let secrets = Secrets(username: "facteur", password: "mot-de-passe-7")
        for said in ["mot-de-passe-7", "AGZhY3RldXIAbW90LWRlLXBhc3NlLTc=", "bW90LWRlLXBhc3NlLTc="] {
            #expect(secrets.removed(from: "535 bad: \(said)") == "535 bad: [secret]" + (said.hasSuffix("=") ? "=" : ""))
        }
    }

    private static let definition = KindDefinition(
        name: "password-reset", lane: .transactional,
        parameters: [
            ParameterDefinition(name: "link", type: .url, isRequired: true, isSecret: true),
            ParameterDefinition(name: "codes", type: .list, isRequired: false, isSecret: true),
            ParameterDefinition(name: "number", type: .integer, isRequired: false, isSecret: true),
            ParameterDefinition(name: "city", type: .string, isRequired: false, isSecret: false),
        ], retry: nil, expiresAfter: nil, inDoubt: .resend, locales: ["fr"])

    @Test("A message's secret parameters are its secrets, the others are not; of an unknown kind all are")
    func parameters() throws {
        var claimed = try Samples.claimed()
        claimed.parameters = #"""
            {"city": "Villeurbanne", "link": "https://x.test/?t=jeton\u002d\"77é", "codes": ["alpha-1", "bravo-2"],
            "number" : 48291355}
            """#
        let said = "jeton-\"77é alpha-1 bravo-2 48291355 Villeurbanne"
        let known = Secrets(of: claimed, as: Self.definition)
        let four = "[secret] [secret] [secret] [secret]"
        #expect(known.removed(from: said) == "\(four) Villeurbanne")
        #expect(Secrets(of: claimed, as: nil).removed(from: said) == "\(four) [secret]")
    }

    @Test("The objects of a secret list are secret, their fields' names are not; so is what the kind no longer knows")
    func objects() throws {
        var claimed = try Samples.claimed()
        claimed.parameters = #"""
            {"city": "Villeurbanne", "codes": [{"voucher": "alpha-12", "pin": 482913}, {"voucher": "bravo-34"}],
            "older": {"jeton": "charlie-56"}}
            """#
        let secrets = Secrets(of: claimed, as: Self.definition)
        #expect(
            secrets.removed(from: "voucher alpha-12 482913 bravo-34 charlie-56 Villeurbanne jeton")
                == "voucher [secret] [secret] [secret] [secret] Villeurbanne jeton")
    }

    @Test("The token with which a reader leaves a newsletter is a secret of its message")
    func unsubscribe() throws {
        let claimed = try Samples.claimed(lane: .bulk)
        #expect(Secrets(of: claimed, as: nil).removed(from: "d/jeton") == "d/[secret]")
    }

    @Test("A dialogue repeats no secret, whatever the relay says of the message, and at whatever stage")
    func dialogue() {
        let token = "canari5f1e7d20c9"
        for reply in ["550 \(token)", "450-canari5f\r\n450 1e7d20c9", token, "250 \(token)"] {
            for stage in 0...3 {
                var line = Rehearsal(pipelining: false, secrets: Secrets([Self.link]))
                for said in ["250 ok", "250 ok", "354 go"].prefix(stage) { line.relay(said) }
                line.relay(reply)
                if line.finish == nil { line.tell(.closed(detail: "x")) }
                #expect(line.finish != nil)
                #expect(!"\(String(describing: line.finish))".contains("canari"))
            }
        }
    }
}
