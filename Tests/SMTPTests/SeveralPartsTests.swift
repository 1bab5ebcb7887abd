import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("A message in several parts", .timeLimit(.minutes(3)))
struct SeveralPartsTests {
    private static func message(to recipient: String, _ sizes: [Int]) throws -> Message {
        let identity = try Identity(from: try Mailbox(parsing: "Boutique <s@shop.test>"))
        let moment = Timestamp(seconds: 1_795_435_500)
        let claimed = Claimed(
            lease: Lease(message: MessageID(high: 1, low: 2), token: 1), status: .due, kind: "order-confirmed",
            lane: .transactional, attempt: 1, recipient: recipient, recipientName: nil, locale: "fr-FR",
            parameters: "{}",
            enqueuedAt: moment, datedAt: moment, expiresAt: nil, expiresIn: nil, queued: .zero, issue: nil)
        let files = sizes.map { size in
            Mail.Attachment(
                name: "été \(size).pdf", mediaType: "application/pdf",
                content: AttachedContent((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }))
        }
        return try Composer(transactional: identity, bulk: identity).compose(
            Letter(subject: "Commande", text: "Bonjour\n", html: nil, language: "fr"), for: claimed, attachments: files)
    }

    @Test("arrives byte for byte, and the connection carries the next one", arguments: [true, false])
    func whole(isPipelining: Bool) async throws {
        var options = SessionOptions()
        if !isPipelining { options.extensions.remove(.pipelining) }
        try await CatchingServer.running(options: options) { server in
            let messages = try [[2_000_000, 100, 50_000], [], [10], [500_000]].map {
                try Self.message(to: "r@client.test", $0)
            }
            let journal = TestJournal()
            try await SMTPCarrier.running(TestMessages.relay(port: server.port), journal: journal) { carrier in
                for message in messages { #expect(await carrier.send(message).end.summary == "accepted 250") }
            }
            #expect(server.mailbox.mails.map(\.bytes) == messages.map { $0.bytes + $0.rest.flatMap(\.self) })
            #expect(Set(server.mailbox.mails.map(\.connection)).count == 1)
            // Begun and replied, each once, whatever the number of parts.
            #expect(journal.entries.count == 2 * messages.count)
        }
    }

    @Test("is refused with its whole size where a relay says how much it takes (S7)")
    func tooLarge() async throws {
        try await Postfix.running { postfix in
            var relay = RelaySettings(host: postfix.host, port: postfix.port, helo: "shop.test")
            relay.caFile = postfix.caFile
            relay.username = postfix.username
            relay.password = Secret(postfix.password)
            relay.connections = 1
            let (fitting, large) = (
                try Self.message(to: "files@client.test", [600_000, 20]),
                try Self.message(to: "files@client.test", [400_000, 400_000])
            )
            try await SMTPCarrier.running(relay) { carrier in
                let end = await carrier.send(large).end
                #expect(
                    end
                        == .broken(
                            .tooLarge, at: .mail, detail: "the message has \(large.size) bytes, the relay takes 1000000"
                        ))
                #expect(await carrier.send(fitting).end.summary == "accepted 250")
            }
            let mails = try await postfix.wait(for: 1, to: "files")
            let sent = String(decoding: fitting.bytes + fitting.rest.flatMap(\.self), as: UTF8.self).replacing(
                "\r\n", with: "\n")
            #expect(mails.count == 1 && mails[0].hasSuffix(sent), "what Postfix delivered is what was sent")
        }
    }
}
