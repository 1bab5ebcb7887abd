import Testing

@testable import Mail

@Suite("A lane's identity")
struct IdentityTests {
    @Test("Without a return path bounces go to the From address (M21)")
    func defaultReturnPath() throws {
        let identity = try Identity(from: try Mailbox(parsing: "Boutique <compte@boutique.example>"))
        let composer = Composer(transactional: identity, bulk: identity)
        let message = try composer.compose(Samples.letter(), for: Samples.claimed())
        #expect(message.envelope.sender == "compte@boutique.example")
        #expect(!MailBytes(message.bytes).text.contains("Feedback-ID"))
        #expect(!MailBytes(message.bytes).text.contains("Reply-To"))
    }

    @Test(
        "A feedback sender is 5 to 15 plain characters (M19)",
        arguments: ["shop", "boutique-de-l-oeuf", "a:b:c:d", "été12", ""])
    func feedbackSender(text: String) throws {
        let from = try Mailbox(parsing: "compte@boutique.example")
        #expect(throws: ComposeFault.self) { try Identity(from: from, feedbackSender: text) }
        #expect(try Identity(from: from, feedbackSender: "boutique01").feedbackSender == "boutique01")
    }

    @Test("A language, a kind or a subject that fits no header is refused with its place (M10, M14)")
    func otherFaults() throws {
        let letter = Letter(subject: "Objet", text: "Bonjour\n", html: nil, language: "fr\r\nX: y")
        #expect(throws: ComposeFault.self) { try Samples.composed(letter) }
        #expect(throws: ComposeFault("the subject is empty")) { try Samples.composed(Samples.letter(subject: "")) }
        #expect(throws: ComposeFault.self) {
            try Samples.composer().compose(Samples.letter(), for: Samples.claimed(kind: "a:b"))
        }
    }

    @Test("A recipient whose domain has accents is addressed in A-labels, in header and envelope (M11)")
    func internationalDomain() throws {
        let message = try Samples.composer().compose(
            Samples.letter(), for: Samples.claimed(recipient: "zoe@Épicerie.example"))
        #expect(message.envelope.recipient == "zoe@xn--picerie-9xa.example")
        #expect(MailBytes(message.bytes).text.contains("<\(message.envelope.recipient)>"))
    }
}
