import Testing

@testable import Mail

@Suite("Mailboxes, return paths and links")
struct MailboxTests {
    @Test(
        "A setting is read with its name, in quotes or not",
        arguments: [
            ("compte@boutique.example", nil), ("<compte@boutique.example>", nil),
            ("Boutique L’Œuf <compte@boutique.example>", "Boutique L’Œuf"),
            ("\"Dupont, Zoé\" <compte@boutique.example>", "Dupont, Zoé"),
            ("\"a \\\"b\\\" \\\\c\" <compte@boutique.example>", "a \"b\" \\c"),
            ("a <b> <compte@boutique.example>", "a <b>"),
        ] as [(String, String?)])
    func reads(text: String, name: String?) throws {
        let mailbox = try Mailbox(parsing: text)
        #expect(mailbox.name == name)
        #expect(mailbox.address.text == "compte@boutique.example")
    }

    @Test(
        "What is no mailbox is refused",
        arguments: [
            "", "Boutique", "Boutique <>", "Boutique <compte>", "a\nb <c@d.fr>", "<a@b.fr> Boutique", "a@b.fr, c@d.fr",
            "élodie@b.fr", "Élodie <élodie@b.fr>",
        ])
    func refuses(text: String) {
        #expect(throws: ComposeFault.self) { try Mailbox(parsing: text) }
    }

    @Test(
        "Two addresses are refused as two, however they are written; a name in quotes may hold an address",
        arguments: [
            "Boutique <a@b.fr>, Autre <c@d.fr>", "a@b.fr, Autre <c@d.fr>", "<a@b.fr>, <c@d.fr>", "<a@b.fr>,<c@d.fr>",
            "\"A\" <a@b.fr>, \"B\" <c@d.fr>", "\"A\" <a@b.fr>; B <c@d.fr>", "a@b.fr <c@d.fr>",
            "\"A <a@b.fr>, B <c@d.fr>",
            "Boutique: <a@b.fr>, <c@d.fr>",
        ])
    func severalAddresses(text: String) throws {
        let fault = #expect(throws: ComposeFault.self) { try Mailbox(parsing: text) }
        #expect(fault?.description.contains("more than one address") == true)
        #expect(try Mailbox(parsing: "\"a@b.fr, B\" <c@d.fr>").name == "a@b.fr, B")
        #expect(try Mailbox(parsing: "\"Boutique\" de Lyon <c@d.fr>").name == "\"Boutique\" de Lyon")
    }

    @Test(
        "The address for leaving a list has room for a reader's token, or is refused before any letter needs it",
        arguments: [
            (1, true), (8, true), (19, true), (20, true), (21, false), (30, false), (63, false), (64, false),
            (65, false),
        ])
    func unsubscribeAddress(length: Int, isAllowed: Bool) throws {
        let text = String(repeating: "d", count: length) + "@b.fr"
        let token = String(repeating: "t", count: UnsubscribeAddress.tokenLength)
        let address = try? UnsubscribeAddress(text)
        #expect((address != nil) == isAllowed)
        #expect(length > UnsubscribeAddress.longestLocalPart || isAllowed)
        if let address { #expect(try EmailAddress(address.text(for: token)).localPart.utf8.count == length + 44) }
    }

    @Test("So is one whose domain leaves no room", arguments: [(210, true), (212, false), (250, false)])
    func longUnsubscribeAddress(length: Int, isAllowed: Bool) {
        let labels = String(repeating: "b.", count: 123)
        #expect(((try? UnsubscribeAddress("d@" + labels.suffix(length - 2 - 2) + "fr")) != nil) == isAllowed)
    }

    @Test("The envelope sender names the message and no reader (M21)")
    func verp() throws {
        let id = try #require(MessageID(Samples.messageID))
        let path = try ReturnPath(template: "b+{id}@Bounce.boutique.example")
        #expect(path.sender(of: id) == "b+\(Samples.compactID)@bounce.boutique.example")
        #expect(try ReturnPath(template: "{id}-retour@b.fr").sender(of: id) == "\(Samples.compactID)-retour@b.fr")
        #expect(try EmailAddress(path.sender(of: id)).text == path.sender(of: id))
    }

    @Test("A return path without a place for the identity is the same for every message")
    func fixedReturnPath() throws {
        let id = try #require(MessageID(Samples.messageID))
        #expect(try ReturnPath(template: "retours@boutique.example").sender(of: id) == "retours@boutique.example")
    }

    @Test(
        "A return path that could never be an address is refused as a setting",
        arguments: [
            "", "b+{id}", "b@{id}.boutique.example", "{id}{id}@b.fr", "b+{ID}@b\u{0}.fr", "b {id}@b.fr",
            "une-partie-locale-bien-trop-longue-pour-un-verp+{id}@b.fr",
        ])
    func badReturnPath(template: String) {
        #expect(throws: AddressFault.self) { try ReturnPath(template: template) }
    }

    @Test(
        "https links are links, and http ones to this machine",
        arguments: [
            "https://boutique.example/d/abc?x=1&y=(2)#z", "HTTPS://boutique.example", "http://localhost:8080/d/abc",
            "http://127.0.0.1/d", "http://[::1]:80/",
        ])
    func links(text: String) {
        #expect(WebLink(text)?.text == text)
    }

    @Test(
        "Other links are none (M10)",
        arguments: [
            "", "https://", "https:///d", "http://boutique.example/", "ftp://boutique.example", "javascript:alert(1)",
            "//boutique.example", "https://bouti que.example", "https://boutique.example/\r\nBcc: x@y.fr",
            "https://boutique.example/\n", "https://boutique.example/é", "https://boutique.example/>,<x",
            "http://localhost@evil.test/", "http://localhost:x@evil.test/", "http://localhost.evil.test/",
            "https://user@boutique.example/", "https://boutique.example/\u{2028}", "https://boutique.example/\0",
        ])
    func noLinks(text: String) {
        #expect(WebLink(text) == nil)
    }
}
