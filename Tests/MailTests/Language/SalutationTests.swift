import Testing

@testable import Mail

@Suite("A salutation")
struct SalutationTests {
    @Test(
        "A name is greeted without a civility (L8, F11)",
        arguments: [
            "Camille", "Zoé", "Jean-Pierre", "Anne Sophie", "J. Dupont", "M.-A. Noël", "N’Golo", "D'Artagnan", "李明",
            "محمد", "Мария", "Ga\u{308}el",
        ])
    func names(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour \(name),")
    }

    @Test("Spaces around and within a name are brought down to one (F11)")
    func spaces() {
        #expect(Language.french.salutation(for: "  Anne   Sophie\u{A0}") == "Bonjour Anne Sophie,")
    }

    @Test("No name, no gap (F11)", arguments: [nil, "", "   "] as [String?])
    func nameless(name: String?) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
    }

    @Test(
        "What is more than a name is not repeated to the reader (F11, H9)",
        arguments: [
            "http://evil.tld", "evil.tld", "www.evil.tld", "Gagnez 1000 euros", "<script>alert(1)</script>", "{{7*7}}",
            "\"onmouseover=", "Camille\r\nBcc: x", "Camille 🎁", "a@evil.tld", "\u{202E}ellimaC", "💥", "-", ". .",
            String(repeating: "a", count: 41), "Ab" + String(repeating: "\u{301}", count: 100),
        ])
    func refused(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
    }

    @Test(
        "What a program writes where there is no name is none (F11)",
        arguments: [
            "null", "NULL", "Null", "(null)", "undefined", "N/A", "None", "NaN", "inconnu", "null null", " null ",
        ])
    func placeholder(name: String) {
        #expect(Language.french.salutation(for: name) == "Bonjour,")
    }

    @Test("The greeting is the language's, the rules for names are everyone's")
    func english() {
        #expect(Language.english.salutation(for: "Camille") == "Hello Camille,")
        #expect(Language.english.salutation(for: "evil.tld") == "Hello,")
        #expect(Language.canadianFrench.salutation(for: "Camille") == "Bonjour Camille,")
    }

    @Test(
        "A link, an address or a turn of direction in a name is not shown beside the address either (F11, H9)",
        arguments: [
            ("Dupont, Zoé (SARL)", true), ("J. Dupont", true), ("مريم", true), ("Camille 🎁", true), ("", true),
            ("http://evil.tld", false), ("Gagnez sur evil.tld", false), ("http:/x", false), ("a@b", false),
            ("Camille\u{202E}ellimaC", false), ("\u{2067}Camille", false),
        ])
    func presentable(name: String, isPresentable: Bool) throws {
        #expect(PersonName.isPresentable(name) == isPresentable)
        let mail = try IndependentParser.parse(try Samples.composed(name: name))
        #expect(mail.to.map(\.name) == [isPresentable ? name : ""])
        #expect(mail.to.map(\.address) == ["camille@client.test"])
    }
}
