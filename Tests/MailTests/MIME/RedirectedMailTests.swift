import Testing

@testable import Mail

@Suite("A mail that goes to testers instead")
struct RedirectedMailTests {
    private static func composer(_ mode: DeliveryRule.Mode, allowed: [String] = []) throws -> Composer {
        Composer(
            transactional: try Samples.identity(of: .transactional), bulk: try Samples.identity(of: .bulk),
            identityFields: [IdentityField(name: "X-MJ-CustomID")],
            rule: DeliveryRule(mode, allowed: allowed.compactMap { AllowedRecipients($0) }))
    }

    private static func redirect() throws -> DeliveryRule.Mode {
        .redirect(to: try EmailAddress("recette@shop.example"))
    }

    private func lines(_ message: Message) -> [String] {
        MailBytes(message.bytes).lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "Says in To and in a field of its own whom it is for, whatever letters that has",
        arguments: [
            (
                "camille@client.test", "To: \"camille@client.test\" <recette@shop.example>",
                "X-Facteur-Original-To: camille@client.test"
            ),
            (
                "élodie@épicerie.example",
                "To: =?utf-8?q?=C3=A9lodie=40=C3=A9picerie=2Eexample?= <recette@shop.example>",
                "X-Facteur-Original-To: =?utf-8?q?=C3=A9lodie=40=C3=A9picerie=2Eexample?="
            ),
        ])
    func recipients(recipient: String, to: String, original: String) throws {
        let message = try Self.composer(try Self.redirect()).compose(
            Samples.letter(), for: Samples.claimed(recipient: recipient))
        let mail = try IndependentParser.parse(message.bytes)
        #expect(mail.defects.isEmpty)
        #expect(mail.text(of: "X-Facteur-Original-To") == recipient)
        #expect(mail.text(of: "To")?.contains(recipient) == true)
        #expect(mail.text(of: "Subject") == "Réinitialisez votre mot de passe")
        #expect(message.envelope.recipient == "recette@shop.example" && !message.envelope.needsSMTPUTF8)
        if recipient.utf8.allSatisfy({ $0 < 0x80 }) {
            #expect(lines(message).contains(to) && lines(message).contains(original))
        }
    }

    @Test(
        "Nothing in it has the message's identity: what comes back for it is no news of the message",
        arguments: Lane.allCases)
    func identity(lane: Lane) throws {
        let letter = Samples.letter(unsubscribe: lane == .bulk ? Samples.unsubscribe() : nil)
        let claimed = try Samples.claimed(lane: lane)
        let composer = try Self.composer(try Self.redirect())
        let message = try composer.compose(letter, for: claimed)
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(!text.contains(Samples.compactID) && !message.envelope.sender.contains(Samples.compactID))
        #expect(!text.contains("Feedback-ID:"))
        #expect(message.lease == claimed.lease)
        // The same on every attempt, as all of its bytes.
        #expect(try composer.compose(letter, for: claimed).bytes == message.bytes)
    }

    @Test("To whom is allowed it goes as it goes in production, byte for byte")
    func allowed() throws {
        let claimed = try Samples.claimed()
        let composer = try Self.composer(try Self.redirect(), allowed: ["client.test"])
        let message = try composer.compose(Samples.letter(), for: claimed)
        #expect(message.bytes == (try Self.composer(.send).compose(Samples.letter(), for: claimed).bytes))
        #expect(message.envelope.recipient == "camille@client.test")
    }

    @Test("Held mail has no envelope")
    func held() throws {
        #expect(throws: ComposeFault.self) {
            try Self.composer(.hold).compose(Samples.letter(), for: Samples.claimed())
        }
    }
}
