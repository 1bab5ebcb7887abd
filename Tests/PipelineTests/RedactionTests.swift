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
            ("at WWW.x.test/abc", "at [link]"),
            ("boutique.test/mdp?t=abc refused", "[link] refused"),
            ("url=https://x.test/abc", "[link]"),
            ("550 5.1.1 user unknown?", "550 5.1.1 user unknown?"),
            ("a\r\nhttps://x.test\r\nb", "a\r\n[link]\r\nb"),
            ("", ""),
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
            ("no address", "no address"),
        ])
    func addresses(text: String, expected: String) {
        #expect(Redaction.withoutAddresses(text) == expected)
    }

    @Test(
        "A masked address shows its first letter and its domain",
        arguments: [("marie@client.test", "m***@client.test"), ("@client.test", "***"), ("marie", "***"), ("", "***")])
    func masks(address: String, expected: String) {
        #expect(Redaction.masked(address) == expected)
    }
}
