import Mail
import Testing

@testable import DKIM

/// A shop that signs with two keys, and its mail.
struct Samples {
    let rsa: SigningKey
    let ed25519: SigningKey
    let signer: DKIMSigner
    /// Of the DNS: texts, by name.
    let records: [String: String]
    let domain: DomainName

    init(domain name: String = "shop.example") throws {
        let domain = try DomainName(name[...])
        let (rsa, ed25519) = (try SigningKey.newRSA(bits: 2048), SigningKey.newEd25519())
        let selectors = (try #require(Selector("s2026")), try #require(Selector("e2026")))
        signer = DKIMSigner(
            keys: [
                domain.ascii: [
                    DKIMSigner.DomainKey(selector: selectors.0) { rsa },
                    DKIMSigner.DomainKey(selector: selectors.1) { ed25519 },
                ]
            ])
        let records = [
            KeyRecord(of: rsa, domain: domain, selector: selectors.0),
            KeyRecord(of: ed25519, domain: domain, selector: selectors.1),
        ]
        self.records = Dictionary(records.map { ($0.name, $0.strings.joined()) }, uniquingKeysWith: { $1 })
        (self.rsa, self.ed25519, self.domain) = (rsa, ed25519, domain)
    }

    func signed(_ mail: [UInt8]) throws -> [UInt8] {
        try signer.signatures(of: mail, from: domain, at: Self.moment) + mail
    }

    /// A newsletter as the composer makes it.
    func newsletter(
        from address: String = "lettre@shop.example", to recipient: String = "camille@client.test",
        identityFields: [IdentityField] = []
    ) throws -> Message {
        let identity = try Identity(
            from: try Mailbox(parsing: "La lettre de L’Œuf <\(address)>"), feedbackSender: "boutique01")
        let composer = Composer(
            transactional: identity, bulk: identity, signer: signer, identityFields: identityFields)
        let id = try #require(MessageID("0197a3c2-5b1e-7c4d-9f00-1234567890ab"))
        let claimed = Claimed(
            lease: Lease(message: id, token: 1), status: .due, kind: "newsletter", lane: .bulk, attempt: 1,
            recipient: recipient, recipientName: "Camille Dupont", locale: "fr-FR", parameters: "{}",
            enqueuedAt: Self.moment, datedAt: Self.moment, expiresAt: nil, expiresIn: nil, queued: .zero,
            issue: Claimed.Issue(id: id, unsubscribeToken: "jeton"))
        let letter = Letter(
            subject: "Les nouveautés de novembre", text: "Bonjour Camille,\n\nVoici\u{A0}: les œufs.\n",
            html: "<!DOCTYPE html>\n<html lang=\"fr\"><body><p>Voici\u{A0}: les œufs.</p></body></html>\n",
            language: "fr",
            list: FormLetter.List(id: "lettre", name: "La lettre de L’Œuf"),
            unsubscribe: Letter.Unsubscribe(link: "https://shop.example/d/p8ZsYw3kQe", mailto: "d+p8Z@shop.example"))
        return try composer.compose(letter, for: claimed)
    }

    static let moment = Timestamp(seconds: 1_795_435_500)
}
