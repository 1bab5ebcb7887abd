import Mail
import Testing

@testable import facteur

@Suite("The settings of staging and of retention by kind")
struct DeliverySettingsTests {
    private static let needed = """
        database: {url: postgresql:///facteur}
        smtp: {url: smtp://relay.shop.fr}
        mail: {from: compte@boutique.example}

        """

    private func read(_ text: String, _ environment: [String: String] = [:]) throws -> Settings {
        try SettingsReader.read(
            SettingsFile(path: "facteur.yaml", text: Self.needed + text), for: .worker, environment: environment)
    }

    @Test(
        "Each of these is refused in one line that names the key, its line and what is allowed",
        arguments: [
            (
                "delivery: {mode: maybe}",
                "setting delivery.mode: facteur.yaml, line 4: \"maybe\"; allowed: send or hold or redirect"
            ),
            (
                "delivery: {mode: redirect}",
                "setting delivery.mode: facteur.yaml, line 4: redirect needs delivery.redirectTo; allowed: set it, or write hold or send here"
            ),
            (
                "delivery: {redirectTo: recette@shop.example}",
                "setting delivery.redirectTo: facteur.yaml, line 4: without delivery.mode mail goes to everybody; allowed: with delivery.mode: redirect"
            ),
            (
                "delivery: {allow: [shop.example]}",
                "setting delivery.allow: facteur.yaml, line 4: without delivery.mode mail goes to everybody; allowed: with delivery.mode: hold or redirect"
            ),
            (
                "delivery: {mode: redirect, redirectTo: shop.example}",
                "setting delivery.redirectTo: facteur.yaml, line 4: "
            ),
            (
                "delivery: {mode: redirect, redirectTo: [a@shop.example, b@shop.example]}",
                "setting delivery.redirectTo: facteur.yaml, line 4: "
            ),
            (
                "delivery: {mode: hold, allow: [shop.example, localhost]}",
                "setting delivery.allow: facteur.yaml, line 4: "
            ),
            ("delivery: {mode: hold, allow: ['*.shop.example']}", "setting delivery.allow: facteur.yaml, line 4: "),
            ("delivery: {mode: hold, allow: [a@b@shop.example]}", "setting delivery.allow: facteur.yaml, line 4: "),
            (
                "delivery: {mode: hold, allowed: [shop.example]}",
                "setting delivery.allowed: facteur.yaml, line 4: is no key: did you mean delivery.allow?"
            ),
            ("delivery: hold", "setting delivery: facteur.yaml, line 4: must be a section"),
            ("retention: {kinds: {sign-in-code: 12h}}", "setting retention.kinds.sign-in-code: facteur.yaml, line 4: "),
            (
                "retention: {kinds: {sign-in-code: {days: 3}}}",
                "setting retention.kinds.sign-in-code: facteur.yaml, line 4: must be a value, not a section"
            ),
            ("retention: {kinds: 7d}", "setting retention.kinds: facteur.yaml, line 4: must be a section"),
        ])
    func refused(text: String, line: String) throws {
        let error = try #require(throws: CommandError.self) { _ = try read(text) }
        #expect(error.code == .settings)
        #expect(error.lines.contains { $0.hasPrefix(line) }, "\(error.lines)")
        // A redirection without a target has no fault of its own beside the target's.
        #expect(error.lines.count <= 2, "\(error.lines)")
    }

    @Test("Whoever writes send means it, whatever else is written; a variable may say so for one machine")
    func meant() throws {
        let text = "delivery: {mode: send, redirectTo: recette@shop.example, allow: [shop.example]}"
        #expect(DeliveryRule(try read(text)).mode == .send)
        let file = "delivery: {mode: hold, allow: shop.example}"
        #expect(DeliveryRule(try read(file, ["FACTEUR_DELIVERY_MODE": "send"])).mode == .send)
        let environment = [
            "FACTEUR_DELIVERY_MODE": "redirect", "FACTEUR_DELIVERY_REDIRECT_TO": "recette@shop.example",
            "FACTEUR_DELIVERY_ALLOW": "camille@client.example, .shop.example",
        ]
        let rule = DeliveryRule(try read("", environment))
        #expect(rule.mode == .redirect(to: try EmailAddress("recette@shop.example")))
        #expect(rule.allowed.map(\.text) == ["camille@client.example", ".shop.example"])
    }

    @Test("The start and the doctor say what this is, production's says nothing")
    func notices() throws {
        func notices(_ text: String) throws -> [String] {
            SettingsWarnings.warnings(try read(text), hostName: "worker.shop.fr").filter { $0.hasPrefix("delivery") }
        }
        #expect(try notices("").isEmpty)
        #expect(try notices("delivery: {mode: hold}") == ["delivery.mode is hold: no mail leaves"])
        #expect(
            try notices("delivery: {mode: redirect, redirectTo: r@shop.example, allow: shop.example}")
                == ["delivery.mode is redirect: all mail goes to r@shop.example, but for shop.example"])
    }

    @Test("Days by kind, in the file and in a variable; a kind that no template is of is told")
    func kinds() throws {
        let settings = try read("retention: {messages: 30d, kinds: {sign-in-code: 7d, newsletter: 90d}}")
        #expect(settings[Keys.Retention.kinds.of("newsletter")] == .days(90))
        let strangers = SettingsWarnings.strangers(settings, known: ["newsletter"])
        #expect(strangers.count == 1 && strangers.first?.hasPrefix("retention.kinds.sign-in-code: ") == true)
        let variable = try read("", ["FACTEUR_RETENTION_KINDS": "sign-in-code=7d"])
        #expect(variable[Keys.Retention.kinds.of("sign-in-code")] == .days(7))
        #expect(variable.names(of: Keys.Retention.kinds) == ["sign-in-code"])
    }
}
