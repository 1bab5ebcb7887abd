import Synchronization
import Testing

@testable import Mail

@Suite("A list's own sender")
struct ListSenderTests {
    /// Notes of which domains mail is to be signed.
    private final class DomainNotes: MessageSigner {
        let domains = Mutex<[String]>([])

        func signatures(
            of mail: [UInt8], and rest: [[UInt8]], from domain: DomainName, at moment: Timestamp
        ) throws(ComposeFault) -> [UInt8] {
            domains.withLock { $0.append(domain.ascii) }
            return []
        }
    }

    private func mail(
        _ sender: String?, _ replyTo: String? = nil, signer: DomainNotes = DomainNotes()
    ) throws -> (mail: ParsedMail, message: Message) {
        let composer = Composer(
            transactional: try Samples.identity(of: .transactional), bulk: try Samples.identity(of: .bulk),
            signer: signer)
        var (way, list) = Samples.unsubscribe()
        list.sender = sender
        list.replyTo = replyTo
        let message = try composer.compose(
            Samples.letter(unsubscribe: (way, list)), for: Samples.claimed(kind: "newsletter", lane: .bulk))
        return (try IndependentParser.parse(message.bytes), message)
    }

    @Test(
        "Its letters come from it, answers go where it says, and what it does not say is as the settings have it",
        arguments: [
            (nil, nil, "La lettre <lettre@news.boutique.example>", nil),
            ("Pros <pro@pro.example>", nil, "Pros <pro@pro.example>", nil),
            (
                "L’Œuf pro <pro@pro.example>", "reponse@pro.example", "L’Œuf pro <pro@pro.example>",
                "reponse@pro.example"
            ),
            (nil, "Aide <aide@pro.example>", "La lettre <lettre@news.boutique.example>", "Aide <aide@pro.example>"),
        ] as [(String?, String?, String, String?)])
    func fields(sender: String?, replyTo: String?, from: String, answers: String?) throws {
        let (mail, _) = try mail(sender, replyTo)
        #expect(mail.defects.isEmpty)
        #expect(mail.texts(of: "From") == [from])
        #expect(mail.texts(of: "Reply-To") == (answers.map { [$0] } ?? []))
    }

    @Test("Its domain is that of the signatures and of the Message-ID; bounces go where they always do (DMARC)")
    func alignment() throws {
        let signer = DomainNotes()
        let (mail, message) = try mail("pro@pro.example", signer: signer)
        #expect(signer.domains.withLock { $0 } == ["pro.example"])
        #expect(mail.text(of: "Message-ID")?.hasSuffix("@pro.example>") == true)
        #expect(mail.text(of: "List-Id")?.hasSuffix("<lettre.pro.example>") == true)
        #expect(message.envelope.sender == "n+\(Samples.compactID)@bounce.boutique.example")
    }

    @Test(
        "One that no server could answer is a fault, and no mail",
        arguments: ["pro", "a@b.test, c@d.test", "é@pro.example", ""])
    func wrong(sender: String) {
        #expect(throws: ComposeFault.self) { try mail(sender) }
        #expect(throws: ComposeFault.self) { try mail(nil, sender) }
    }
}
