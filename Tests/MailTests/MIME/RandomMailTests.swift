import Testing

@testable import Mail

@Suite("Mails of random and hostile words", .timeLimit(.minutes(5)))
struct RandomMailTests {
    /// What every mail must be on the wire, whatever it says.
    private func expectCleanWire(_ bytes: [UInt8]) {
        let wire = MailBytes(bytes)
        #expect(!wire.hasBareLineEnd && wire.endsWithLineBreak, "M1")
        #expect(wire.longestLine <= 78, "M2")
        #expect(wire.isPrintableASCII, "M3")
        #expect(!wire.hasLeadingDot && !wire.hasTrailingWhiteSpace)
    }

    @Test("Words that break encoders come back as they were (M2, M7, M8, M9, M13)")
    func awkward() throws {
        let link = "https://boutique.example/" + String(repeating: "abcdefghi/", count: 500)
        let subjects = [
            "Réinitialisez votre mot de passe — « L’Œuf » 😀", String(repeating: "très long ", count: 80) + "fin", link,
            "e\u{301}te\u{301}", "a  b   c", " devant et derrière ", "=?utf-8?q?x?=", "👩‍👩‍👧🇫🇷",
        ]
        let names = [
            "Dupont, Zoé", "Dupont, \"Zoé\" \\", String(repeating: "Jean-Baptiste ", count: 40) + "Dupont",
            "Zoe\u{301}", "J. Dupont (75)", "Camille: chez [client]", "Œuf; <b>", "😀",
        ]
        let texts = [
            ".\n..\n.a\n", "espace à la fin \ntabulation\t\n \n", link + "\n", "a\r\nb\rc\n", "e\u{301}\n", "=\n==\n",
            "--=_\(Samples.compactID)--\n", String(repeating: "…", count: 500),
        ]
        let mails = try zip(zip(subjects, names), texts).map { words, text in
            try Samples.composed(Samples.letter(subject: words.0, text: text, html: "<p>\(text)</p>"), name: words.1)
        }
        mails.forEach(expectCleanWire)
        let parsed = try IndependentParser.parse(mails)
        #expect(parsed.count == subjects.count)
        for (index, mail) in parsed.enumerated() {
            #expect(mail.defects.isEmpty)
            #expect(mail.text(of: "Subject") == subjects[index])
            #expect(mail.to.map(\.name) == [names[index]])
            #expect(mail.parts.first?.text == texts[index].withCanonicalLineEnds)
        }
        // Swift calls text in pieces equal to its composed form; the bytes tell.
        #expect(parsed[3].text(of: "Subject").map { Array($0.utf8) } == Array("été".utf8))
        #expect(parsed[3].to.first.map { Array($0.name.utf8) } == Array("Zoé".utf8))
        #expect(parsed[4].parts.first.map { Array($0.text.utf8) } == Array("é\r\n".utf8))
    }

    @Test("Two hundred random letters come back word for word (M1, M2, M3, M7, M8, M13)")
    func random() throws {
        var generator = SeededGenerator(seed: 200)
        let words = (0..<200).map { _ in
            let subject = "S" + generator.text(of: Characters.header, length: 0...150)
            let name = "N" + generator.text(of: Characters.header, length: 0...90)
            let text = generator.text(of: Characters.body, length: 0...500)
            return (subject: subject, name: name, text: text)
        }
        let mails = try words.map { word in
            let letter = Samples.letter(subject: word.subject, text: word.text, html: word.text)
            return try Samples.composed(letter, name: word.name)
        }
        mails.forEach(expectCleanWire)
        for (word, mail) in zip(words, try IndependentParser.parse(mails)) {
            #expect(mail.defects.isEmpty)
            #expect(mail.text(of: "Subject") == word.subject)
            #expect(mail.to.map(\.name) == [PersonName.isPresentable(word.name) ? word.name : ""])
            #expect(mail.parts.map(\.text) == [word.text, word.text].map(\.withCanonicalLineEnds))
        }
    }

    @Test("The longest address makes the only longer line, under the hard limit (M2, M11)")
    func longAddress() throws {
        let domain = String(repeating: "abcdefghijklmno.", count: 11) + "example.fr"
        let recipient = String(repeating: "a", count: 64) + "@" + domain
        let bytes = try Samples.composed(name: "Dupont, Zoé", recipient: recipient)
        #expect(MailBytes(bytes).longestLine <= 998)
        #expect(MailBytes(bytes).lines.count { $0.count > 78 } == 1)
        let mail = try IndependentParser.parse(bytes)
        #expect(mail.to.map(\.address) == [recipient])
        #expect(mail.to.map(\.name) == ["Dupont, Zoé"])
    }

    private static let injections = [
        "\r\nBcc: victime@exemple.fr", "\nBcc: victime@exemple.fr", "\rBcc: victime@exemple.fr", "\r\n Bcc: x@y.fr",
        "\r\n\r\n<script>", "\u{0}", "\u{B}Bcc: x@y.fr", "\u{C}", "\u{85}Bcc: x@y.fr", "\u{2028}Bcc: x@y.fr",
        "\u{2029}Bcc: x@y.fr", "\n\r\n", "\u{7F}",
    ]

    @Test("An injected line is refused in name, subject, address, list and link (M10)", arguments: injections)
    func injection(_ attack: String) throws {
        for value in ["Camille" + attack, attack, "Cam" + attack + "ille"] {
            #expect(throws: ComposeFault.self) { try Samples.composed(name: value) }
            #expect(throws: ComposeFault.self) { try Samples.composed(Samples.letter(subject: value)) }
            #expect(throws: ComposeFault.self) { try Samples.composed(recipient: value + "@client.test") }
            #expect(throws: ComposeFault.self) { try Samples.composed(recipient: "camille@client.test" + value) }
            for unsubscribe in [
                Samples.unsubscribe(link: "https://boutique.example/" + value),
                Samples.unsubscribe(mailto: "desabo@boutique.example" + value), Samples.unsubscribe(listID: value),
                Samples.unsubscribe(listName: value),
            ] {
                #expect(throws: ComposeFault.self) { try Samples.newsletter(unsubscribe) }
            }
        }
    }

    @Test("A refusal is one line that repeats neither the name nor the address (M10)", arguments: injections)
    func silentRefusal(_ attack: String) {
        for compose in [
            { try Samples.composed(name: "Camille" + attack) },
            { try Samples.composed(recipient: "camille@x.fr" + attack) },
        ] {
            do {
                _ = try compose()
                Issue.record("composed")
            } catch {
                let line = String(describing: error)
                let isOneLine = line.unicodeScalars.allSatisfy { !$0.breaksHeaders }
                #expect(!line.isEmpty && isOneLine)
                #expect(!line.lowercased().contains("camille") && !line.contains("Bcc"))
            }
        }
    }
}
