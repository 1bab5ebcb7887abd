import Mail
import TestServers
import Testing

@testable import DKIM

@Suite("Mail in several parts, signed", .timeLimit(.minutes(5)))
struct SignedAttachmentTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    @Test("A mail that is cut at ends of lines has the signatures of the whole")
    func cut() throws {
        var generator = SeededGenerator(seed: 2183)
        for _ in 0..<500 {
            let mail = RandomMail.make(using: &generator)
            let layout = mail.withUnsafeBufferPointer { MailLayout(of: $0) }
            var parts: [[UInt8]] = [[]]
            for (index, byte) in mail.enumerated() {
                parts[parts.count - 1].append(byte)
                let isLineEnd = byte == 0x0A && index > 0 && mail[index - 1] == 0x0D
                if isLineEnd, index >= layout.bodyStart, index < mail.count - 1, Bool.random(using: &generator) {
                    parts.append([])
                }
            }
            // What ends the body must be in the last part alone.
            let last = parts.lastIndex { part in
                part.contains { ![0x0D, 0x0A, 0x20, 0x09].contains($0) }
            }
            if let last, last > 0 { parts = parts[..<last] + [Array(parts[last...].joined())] } else { parts = [mail] }
            #expect(parts.flatMap(\.self) == mail)
            let whole = try samples.signer.signatures(of: mail, from: samples.domain, at: Samples.moment)
            let cut = try samples.signer.signatures(
                of: parts[0], and: Array(parts.dropFirst()), from: samples.domain, at: Samples.moment)
            #expect(cut.count == whole.count)
            #expect(Self.bodyHashes(cut) == Self.bodyHashes(whole))
        }
    }

    @Test("dkimpy verifies mails with files, small and large, whose names are what they are (M26)")
    func verified() async throws {
        let files = [1, 57, 30_000, 500_000].map { size in
            Mail.Attachment(
                name: "deux  espaces – été \(size).pdf", mediaType: "application/pdf",
                content: AttachedContent((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }))
        }
        let mails = try [[files[0]], [files[1], files[2]], [files[3]], files, files.reversed()].map { files in
            let message = try samples.order(with: files)
            return message.bytes + message.rest.flatMap(\.self)
        }
        let verdicts = try await SignatureVerifier.verdicts(on: mails, records: samples.records)
        #expect(verdicts == Array(repeating: "True True", count: mails.count))
    }

    private static func bodyHashes(_ signatures: [UInt8]) -> [String] {
        String(decoding: signatures, as: UTF8.self).matches(of: /bh=([^;]*);/).map {
            String($0.1.filter { !$0.isWhitespace })
        }
    }
}

extension Samples {
    /// An order's confirmation with files.
    func order(with files: [Mail.Attachment]) throws -> Message {
        let identity = try Identity(from: try Mailbox(parsing: "Boutique L’Œuf <compte@shop.example>"))
        let composer = Composer(transactional: identity, bulk: identity, signer: signer)
        let id = try #require(MessageID("0197a3c2-5b1e-7c4d-9f00-1234567890ab"))
        let claimed = Claimed(
            lease: Lease(message: id, token: 1), status: .due, kind: "order-confirmed", lane: .transactional,
            attempt: 1,
            recipient: "camille@client.test", recipientName: nil, locale: "fr-FR", parameters: "{}",
            enqueuedAt: Self.moment, datedAt: Self.moment, expiresAt: nil, expiresIn: nil, queued: .zero, issue: nil,
            hasAttachments: true)
        let letter = Letter(
            subject: "Votre commande", text: "Bonjour,\n\nVoici votre facture.\n\n\n",
            html: "<!DOCTYPE html>\n<html lang=\"fr\"><body><p>Voici votre  facture.</p></body></html>\n\n",
            language: "fr")
        return try composer.compose(letter, for: claimed, attachments: files)
    }
}
