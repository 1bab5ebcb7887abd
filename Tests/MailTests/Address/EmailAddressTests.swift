import Foundation
import Testing

@testable import Mail

@Suite("An e-mail address", .timeLimit(.minutes(5)))
struct EmailAddressTests {
    @Test(
        "What customers have is read as it stands, the domain in lower case (M11)",
        arguments: [
            ("camille@client.test", "camille@client.test"), ("Camille.Dupont@Orange.FR", "Camille.Dupont@orange.fr"),
            ("m+boutique@gmail.com", "m+boutique@gmail.com"), ("o'neill@exemple.fr", "o'neill@exemple.fr"),
            ("a@b.co", "a@b.co"), ("jean_luc-75@sous.domaine.asso.fr", "jean_luc-75@sous.domaine.asso.fr"),
            ("a/b=c?d@x.fr", "a/b=c?d@x.fr"), ("contact@Épicerie-fine.fr", "contact@xn--picerie-fine-9db.fr"),
            ("a@e\u{301}t\u{E9}.fr", "a@xn--t-9fab.fr"),
            ("a@XN--T-9FAB.fr", "a@xn--t-9fab.fr"), ("a@3615.fr", "a@3615.fr"), ("a@straße.de", "a@xn--strae-oqa.de"),
            ("Élodie@entreprise.fr", "Élodie@entreprise.fr"), ("e\u{301}lodie@É.fr", "élodie@xn--9ca.fr"),
            ("用户@例え.test", "用户@xn--r8jz45g.test"),
        ])
    func accepted(text: String, expected: String) throws {
        #expect(try EmailAddress(text).text == expected)
    }

    @Test(
        "Every fault is named (M11)",
        arguments: [
            ("", .empty), ("camille", .noAt), ("a@b@c.fr", .severalAts), ("@c.fr", .localPartEmpty),
            ("a@", .domainEmpty),
            (String(repeating: "a", count: 65) + "@c.fr", .localPartTooLong),
            (String(repeating: "é", count: 33) + "@c.fr", .localPartTooLong),
            ("a b@c.fr", .localPartCharacter), ("\"a\"@c.fr", .localPartCharacter), ("<a@c.fr", .localPartCharacter),
            ("a,b@c.fr", .localPartCharacter), ("a;b@c.fr", .localPartCharacter), ("a:b@c.fr", .localPartCharacter),
            ("a(b)@c.fr", .localPartCharacter), ("a\\b@c.fr", .localPartCharacter), (" a@c.fr", .outerSpace),
            ("\u{A0}a@c.fr", .outerSpace),
            ("é a@c.fr", .localPartCharacter), ("é\u{202E}a@c.fr", .localPartCharacter),
            ("é\u{200D}a@c.fr", .localPartCharacter), ("é\u{61C}a@c.fr", .localPartCharacter),
            ("😀@c.fr", .localPartCharacter), ("é..a@c.fr", .localPartDot), ("é\u{85}@c.fr", .controlCharacter),
            (".a@c.fr", .localPartDot), ("a.@c.fr", .localPartDot), ("a..b@c.fr", .localPartDot),
            ("a@localhost", .domainWithoutDot), ("a@[127.0.0.1]", .domainLiteral), ("a@127.0.0.1", .domainLiteral),
            ("a@.fr", .labelEmpty), ("a@c..fr", .labelEmpty), ("a@c.fr.", .labelEmpty),
            ("a@-c.fr", .labelHyphen), ("a@c-.fr", .labelHyphen), ("a@é-.fr", .labelHyphen),
            ("a@c_d.fr", .domainCharacter), ("a@c d.fr", .domainCharacter), ("a@c.fr ", .outerSpace),
            ("a@c.fr\u{3000}", .outerSpace),
            ("a@c.fr>", .domainCharacter), ("a@😀.fr", .domainCharacter), ("a@c\u{200B}.fr", .domainCharacter),
            ("a@" + String(repeating: "c", count: 64) + ".fr", .labelTooLong),
            ("a@" + String(repeating: "é", count: 63) + ".fr", .labelTooLong),
            ("a@" + String(repeating: "abcdefg.", count: 32) + "fr", .domainTooLong),
            (String(repeating: "a", count: 64) + "@" + String(repeating: "abcdefg.", count: 24) + "fr", .tooLong),
            ("a@c.fr\r\nBcc: x@y.fr", .controlCharacter), ("a\n@c.fr", .controlCharacter),
            ("a@c\r.fr", .controlCharacter),
            ("a@c.fr\0", .controlCharacter), ("a\t@c.fr", .controlCharacter), ("a@c\u{7F}.fr", .controlCharacter),
            ("a@c\u{85}.fr", .controlCharacter), ("a@c\u{2028}.fr", .controlCharacter),
            ("a@c\u{2029}.fr", .controlCharacter), ("a@c.fr\r\n ", .controlCharacter),
        ] as [(String, AddressFault)])
    func refused(text: String, fault: AddressFault) {
        #expect(throws: fault) { try EmailAddress(text) }
    }

    @Test("The longest local part, label and path are accepted, one more character is not (M11)")
    func limits() throws {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "c", count: 63)
        #expect(try EmailAddress("\(local)@\(label).fr").localPart == local)
        let domain = "\(label).\(label)." + String(repeating: "d", count: 61)
        #expect(try EmailAddress("\(local)@\(domain)").text.utf8.count == 254)
        #expect(throws: AddressFault.tooLong) { try EmailAddress("\(local)@\(domain)d") }
    }

    @Test(
        "Letters beyond ASCII before the @ need SMTPUTF8, and people read the domain in its own (RFC 6531, RFC 6532)",
        arguments: [
            ("élodie@Épicerie.fr", true, "élodie@épicerie.fr"), ("e\u{301}lodie@b.fr", true, "élodie@b.fr"),
            ("elodie@Épicerie.fr", false, "elodie@épicerie.fr"), ("elodie@b.fr", false, "elodie@b.fr"),
            ("elodie@xn--picerie-9xa.fr", false, "elodie@xn--picerie-9xa.fr"),
        ])
    func international(text: String, isNeeded: Bool, readable: String) throws {
        let address = try EmailAddress(text)
        #expect(address.needsSMTPUTF8 == isNeeded)
        #expect(Array(address.readable.utf8) == Array(readable.utf8))
        #expect(try EmailAddress(address.readable) == address)
        #expect((try? EmailAddress(ascii: text)) == (isNeeded ? nil : address))
    }

    @Test("No fault's sentence repeats the address", arguments: AddressFault.allCases)
    func sentences(fault: AddressFault) {
        #expect(!fault.description.isEmpty && !fault.description.contains("\n"))
    }

    @Test("A log shows the first character and the domain alone")
    func masked() throws {
        #expect(try EmailAddress("marie.curie@Client.test").masked == "m***@client.test")
        #expect(EmailAddress.mask("no address") == "***")
        #expect(EmailAddress.mask("@client.test") == "***")
        #expect(EmailAddress.mask("m\r\nx@client.test") == "***")
        #expect(EmailAddress.mask("m@x@client.test") == "m***@client.test")
    }

    @Test("Punycode agrees with Python's for 300 labels of many scripts (RFC 3492)")
    func punycode() throws {
        var generator = SeededGenerator(seed: 3492)
        let letters = Array("abcxyz019-éèêçœßñåøđžαβγδжщюяאבגدذر日本語한국คทย")
        let labels = (0..<300).map { _ in "é" + generator.text(of: letters, length: 0...30) }
        let script = "import sys\nfor l in sys.stdin: print(l.rstrip('\\n').encode('punycode').decode())"
        let output = try IndependentParser.run(
            "import sys\nsys.stdin.reconfigure(encoding='utf-8')\n" + script, input: labels.joined(separator: "\n"))
        let expected = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(labels.map(Punycode.encode) == expected)
    }
}
