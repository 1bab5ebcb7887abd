import Pipeline
import Testing

@Suite("Redaction")
struct RedactionTests {
    @Test(
        "No link of a server's reply is kept",
        arguments: [
            ("see https://boutique.test/mdp?t=abc for help", "see [link] for help"),
            ("(http://x.test/a)", "[link]"),
            ("blocked: <https://x.test/mdp?t=(abc)>.", "blocked: <[link]>."),
            ("at WWW.x.test/abc", "at [link]"), ("at wWw.x.test/abc", "at [link]"), ("at Www.x.test", "at [link]"),
            ("boutique.test/mdp?t=abc refused", "[link] refused"),
            ("url=https://x.test/abc", "[link]"),
            ("550 5.1.1 user unknown?", "550 5.1.1 user unknown?"),
            ("a\r\nhttps://x.test\r\nb", "a\r\n[link]\r\nb"),
            ("see https://\u{301}x.test/t", "see [link]"), ("(www.\u{200D}x.test)", "[link]"),
            ("x.test/?\u{20DD}t=\u{301}", "[link]"),
            ("<\u{301}https://x.test>", "<[link]>"), ("", ""),
        ])
    func links(text: String, expected: String) {
        #expect(Redaction.withoutLinks(text) == expected)
    }

    @Test(
        "No address of a server's reply is kept",
        arguments: [
            ("<marie@client.test>: user unknown", "<m***@client.test>: user unknown"),
            ("rfc822;marie@client.test, paul@client.test", "rfc822;m***@client.test, p***@client.test"),
            ("to=marie@client.test", "to=m***@client.test"),
            ("zoe@\u{301}client.test", "z***@\u{301}client.test"), ("\u{200D}a@b.test", "\u{200D}***@b.test"),
            ("<\u{301}a@b.test>", "<\u{301}***@b.test>"), ("x \u{301}a@b.test", "x \u{301}***@b.test"),
            ("no address", "no address"),
        ])
    func addresses(text: String, expected: String) {
        #expect(Redaction.withoutAddresses(text) == expected)
    }
}
