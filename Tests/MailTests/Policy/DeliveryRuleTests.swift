import Testing

@testable import Mail

@Suite("Whom an installation may write to")
struct DeliveryRuleTests {
    private static let allowed = ["camille@client.test", "shop.example", ".test.example", "épicerie.example"]

    /// A recipient, and whether the list above allows it.
    static let recipients: [(recipient: String, isAllowed: Bool)] = [
        ("camille@client.test", true),
        ("Camille@CLIENT.test", true),
        ("camille+achats@client.test", false),
        ("autre@client.test", false),
        ("a@shop.example", true),
        ("a@SHOP.example", true),
        ("a@sub.shop.example", false),
        ("a@myshop.example", false),
        ("a@shop.example.evil.test", false),
        ("a@test.example", true),
        ("a@sub.test.example", true),
        ("a@deep.sub.test.example", true),
        ("a@mytest.example", false),
        ("a@xn--picerie-9xa.example", true),
        ("élodie@épicerie.example", true),
        ("shop.example", false),
        ("", false),
        ("a@b@shop.example", false),
        ("a@shop.example\r\nb@client.test", false),
    ]

    private func rule(_ mode: DeliveryRule.Mode) throws -> DeliveryRule {
        DeliveryRule(mode, allowed: try Self.allowed.map { try #require(AllowedRecipients($0)) })
    }

    @Test("Held is whom nobody allowed, and what is no address", arguments: recipients)
    func held(recipient: String, isAllowed: Bool) throws {
        let rule = try rule(.hold)
        #expect(rule.disposition(of: recipient) == (isAllowed ? .send : .hold))
        #expect(rule.permits(envelopeTo: recipient) == isAllowed)
        #expect(!rule.redirects(recipient))
    }

    @Test(
        "Redirected is whom nobody allowed; a relay hears of the testers' mailbox and of the allowed",
        arguments: recipients)
    func redirected(recipient: String, isAllowed: Bool) throws {
        let target = try EmailAddress("recette@essai.test")
        let rule = try rule(.redirect(to: target))
        #expect(rule.disposition(of: recipient) == (isAllowed ? .send : .redirect(to: target)))
        #expect(rule.permits(envelopeTo: recipient) == isAllowed)
        #expect(rule.redirects(recipient) == !isAllowed)
        #expect(rule.permits(envelopeTo: target.text))
    }

    @Test("In production everybody is written to", arguments: recipients)
    func sent(recipient: String, isAllowed: Bool) throws {
        #expect(try rule(.send).disposition(of: recipient) == .send)
        #expect(DeliveryRule.everybody.permits(envelopeTo: recipient))
    }

    @Test(
        "What is neither an address nor a domain is refused",
        arguments: [
            "", ".", "@", "@shop.example", "localhost", "..shop.example", "*.shop.example", ".com", "a b.example",
            "192.0.2.1",
        ])
    func refused(text: String) { #expect(AllowedRecipients(text) == nil) }

    @Test("Each is written as it is read", arguments: ["camille@client.test", "shop.example", ".test.example"])
    func written(text: String) { #expect(AllowedRecipients(text)?.text == text) }
}
