import Testing

@testable import Mail

@Suite("A composed mail, read by another parser", .timeLimit(.minutes(5)))
struct ComposerTests {
    @Test("The golden reset mail, byte for byte (M1-M21)")
    func golden() throws {
        let letter = Samples.letter(
            text: "Bonjour,\n\nÀ bientôt\u{202F}!\n",
            html: "<p lang=\"fr\">Vous recevez ce message à l’adresse du compte.</p>\n")
        let expected = """
            Date: Mon, 23 Nov 2026 14:05:00 +0100
            From: =?utf-8?b?Qm91dGlxdWUgTOKAmcWSdWY=?= <compte@boutique.example>
            To: Camille Dupont <camille@client.test>
            Reply-To: Aide <aide@boutique.example>
            Subject: =?utf-8?q?R=C3=A9initialisez_votre_mot_de_passe?=
            Message-ID: <0197a3c25b1e7c4d9f001234567890ab@boutique.example>
            MIME-Version: 1.0
            Content-Language: fr
            Auto-Submitted: auto-generated
            X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply
            X-Entity-Ref-ID: 0197a3c25b1e7c4d9f001234567890ab
            Feedback-ID: password-reset:transactional:fr:boutique01
            Content-Type: multipart/alternative;
             boundary="=_0197a3c25b1e7c4d9f001234567890ab"
            Content-Transfer-Encoding: 7bit

            --=_0197a3c25b1e7c4d9f001234567890ab
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            Qm9uam91ciwNCg0Kw4AgYmllbnTDtHTigK8hDQo=
            --=_0197a3c25b1e7c4d9f001234567890ab
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            <p lang=3D"fr">Vous recevez ce message =C3=A0 l=E2=80=99adresse du compte.<=
            /p>

            --=_0197a3c25b1e7c4d9f001234567890ab--

            """
        let lines = MailBytes(try Samples.composed(letter)).lines.map { String(decoding: $0, as: UTF8.self) }
        #expect(lines == expected.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
    }

    @Test("A copy for an editor says so before its subject; the letter itself stays as it is")
    func testCopy() throws {
        let letter = Samples.letter()
        let copy = try IndependentParser.parse(try Samples.composed(letter.markedAsTest))
        #expect(copy.text(of: "Subject") == "[Test] \(letter.subject)")
        #expect(letter.markedAsTest.subject == "[Test] \(letter.subject)")
        #expect(try IndependentParser.parse(try Samples.composed(letter)).text(of: "Subject") == letter.subject)
    }

    @Test(
        "To alone is in UTF-8 where the address must be, and the rest as ever (RFC 6532)",
        arguments: [
            ("E\u{301}lodie@Épicerie.fr", "Élodie", "To: =?utf-8?q?=C3=89lodie?= <Élodie@épicerie.fr>"),
            ("élodie@entreprise.fr", nil, "To: élodie@entreprise.fr"),
            ("elodie@Épicerie.fr", "Elodie", "To: Elodie <elodie@xn--picerie-9xa.fr>"),
        ] as [(String, String?, String)])
    func international(recipient: String, name: String?, line: String) throws {
        let message = try Samples.composer().compose(
            Samples.letter(), for: Samples.claimed(recipient: recipient, name: name))
        let lines = MailBytes(message.bytes).lines
        let field = try #require(lines.first { $0.starts(with: "To:".utf8) })
        #expect(Array(field) == Array(line.utf8))
        #expect(lines.filter { !$0.allSatisfy { $0 < 0x80 } }.allSatisfy { $0.starts(with: "To:".utf8) })
        #expect(message.envelope.recipient == (try EmailAddress(recipient).text))
        #expect(message.envelope.needsSMTPUTF8 == line.utf8.contains { $0 >= 0x80 })
        #expect(message.envelope.sender.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(
        "Two mails with one subject are no conversation, and a mail that is sent twice is one; an issue has no such field"
    )
    func conversations() throws {
        let mail = try IndependentParser.parse(Samples.composed())
        let other = MessageID(high: 1, low: 2)
        var claimed = try Samples.claimed()
        claimed.lease = Lease(message: other, token: 1)
        let second = try IndependentParser.parse(Samples.composer().compose(Samples.letter(), for: claimed).bytes)
        #expect(mail.text(of: "X-Entity-Ref-ID") == Samples.compactID)
        #expect(second.text(of: "X-Entity-Ref-ID") == other.compact)
        #expect(mail.text(of: "Subject") == second.text(of: "Subject"))
    }

    @Test("A provider's field names the message, in a line of its own, and changes nothing else (M1)")
    func identityField() throws {
        let fields = [IdentityField(name: "X-MJ-CustomID"), IdentityField(name: "X-Tags", before: "id=", behind: ";")]
        let identity = try Samples.identity(of: .transactional)
        func lines(_ fields: [IdentityField]) throws -> [String] {
            let composer = Composer(transactional: identity, bulk: identity, identityFields: fields)
            let mail = try composer.compose(Samples.letter(), for: Samples.claimed()).bytes
            return MailBytes(mail).lines.map { String(decoding: $0, as: UTF8.self) }
        }
        let added = ["X-MJ-CustomID: \(Samples.compactID)", "X-Tags: id=\(Samples.compactID);"]
        let (with, without) = (try lines(fields), try lines([]))
        #expect(with.filter { !added.contains($0) } == without)
        #expect(with.filter(added.contains) == added)
    }

    @Test("The parser finds each header once, the parts in order and no defect (M4, M5, M12, M13, M14, M16, M17, M19)")
    func structure() throws {
        let mail = try IndependentParser.parse(Samples.composed())
        #expect(mail.defects.isEmpty)
        for name in [
            "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
            "Content-Language", "Content-Transfer-Encoding", "Auto-Submitted", "X-Auto-Response-Suppress",
            "Feedback-ID",
        ] {
            #expect(mail.texts(of: name).count == 1, "\(name)")
        }
        #expect(mail.date == "2026-11-23T14:05:00+01:00")
        #expect(mail.text(of: "MIME-Version") == "1.0")
        #expect(mail.text(of: "Content-Language") == "fr")
        #expect(mail.text(of: "Auto-Submitted") == "auto-generated")
        #expect(mail.text(of: "Feedback-ID") == "password-reset:transactional:fr:boutique01")
        #expect(mail.isMultipart)
        #expect(mail.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(mail.parts.map(\.charset) == ["utf-8", "utf-8"])
        #expect(mail.parts.map(\.encoding) == ["quoted-printable", "quoted-printable"])
        #expect(mail.parts.map(\.text) == [Samples.text, Samples.html].map(\.withCanonicalLineEnds))
    }

    @Test("A mail to one reader names one From and one To, and never Bcc, Sender or Return-Path (M4, M21, M23)")
    func oneRecipient() throws {
        let message = try Samples.composer().compose(Samples.letter(), for: Samples.claimed())
        let mail = try IndependentParser.parse(message.bytes)
        #expect(mail.from.map(\.address) == ["compte@boutique.example"])
        #expect(mail.from.map(\.name) == ["Boutique L’Œuf"])
        #expect(mail.to.map(\.address) == ["camille@client.test"])
        for name in ["Cc", "Bcc", "Sender", "Return-Path", "List-Id", "List-Unsubscribe", "Precedence"] {
            #expect(mail.texts(of: name).isEmpty, "\(name)")
        }
        #expect(message.envelope.recipient == "camille@client.test")
        #expect(message.envelope.sender == "b+\(Samples.compactID)@bounce.boutique.example")
    }

    @Test("Each lane has a From of its own (M24)")
    func lanes() throws {
        let reset = try IndependentParser.parse(Samples.composed())
        let newsletter = try IndependentParser.parse(Samples.newsletter().bytes)
        #expect(reset.from.map(\.address) == ["compte@boutique.example"])
        #expect(newsletter.from.map(\.address) == ["lettre@news.boutique.example"])
    }

    @Test("A kind without HTML is one plain part that ends with a line break (M12)")
    func plainOnly() throws {
        for (text, expected) in [("Bonjour.\n", "Bonjour.\r\n"), ("Bonjour.", "Bonjour.\r\n"), ("", "")] {
            let bytes = try Samples.composed(Samples.letter(text: text, html: nil))
            let mail = try IndependentParser.parse(bytes)
            #expect(mail.defects.isEmpty && !mail.isMultipart && MailBytes(bytes).endsWithLineBreak)
            #expect(mail.parts.map(\.type) == ["text/plain"])
            #expect(mail.parts.map(\.text) == [expected])
        }
    }

    @Test("Base64 is taken from a sixth of bytes beyond ASCII on (M13)")
    func choiceOfEncoding() throws {
        let readable = try IndependentParser.parse(Samples.composed(Samples.letter(text: "aaaaaaaaaaé\n", html: "日本語")))
        #expect(readable.parts.map(\.encoding) == ["quoted-printable", "base64"])
        #expect(readable.parts.map(\.text) == ["aaaaaaaaaaé\r\n", "日本語"])
    }

    @Test("The same message is the same bytes on every attempt; only the Date's zone is a setting (M5, M6)")
    func stable() throws {
        let composer = try Samples.composer()
        let first = try composer.compose(Samples.letter(), for: Samples.claimed(attempt: 1))
        let second = try composer.compose(Samples.letter(), for: Samples.claimed(attempt: 7))
        #expect(first.bytes == second.bytes)
        #expect(first.envelope == second.envelope)
        #expect(second.attempt == 7)
        let elsewhere = try Samples.composer(zone: .utc).compose(Samples.letter(), for: Samples.claimed())
        #expect(MailBytes(elsewhere.bytes).text.contains("Date: Mon, 23 Nov 2026 13:05:00 +0000\r\n"))
    }

    @Test("Ten thousand messages have ten thousand Message-IDs, which hold no address (M6)")
    func messageIDs() throws {
        let composer = try Samples.composer()
        let letter = Samples.letter(text: "Bonjour.\n", html: nil)
        var seen: Set<String> = []
        for number in 0..<10_000 {
            let digits = String(number)
            let id = "0197a3c2-5b1e-7c4d-9f00-" + String(repeating: "0", count: 12 - digits.count) + digits
            let bytes = try composer.compose(letter, for: Samples.claimed(id: id)).bytes
            let header = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
            seen.insert(String(try #require(header.first { $0.hasPrefix("Message-ID: <") })))
        }
        #expect(seen.count == 10_000)
        #expect(seen.allSatisfy { $0.hasSuffix("@boutique.example>") && !$0.contains("camille") })
    }

    @Test("More than 100 KB of HTML is composed: its size is the template check's business (M25)")
    func largeHTML() throws {
        let html = String(repeating: "<p>L’été à la plage\u{202F}!</p>\n", count: 6000)
        let mail = try IndependentParser.parse(Samples.composed(Samples.letter(html: html)))
        #expect(mail.defects.isEmpty)
        #expect(mail.parts.last?.text == html.withCanonicalLineEnds)
    }
}
