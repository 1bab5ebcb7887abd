import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("An address with letters beyond ASCII before the @ (RFC 6531)", .timeLimit(.minutes(3)))
struct InternationalTests {
    private static let recipient = "élodie@client.test"

    @Test("goes to a relay that offers SMTPUTF8, byte for byte", arguments: [true, false])
    func taken(isPipelining: Bool) async throws {
        var options = SessionOptions()
        options.extensions.insert(.smtpUTF8)
        if !isPipelining { options.extensions.remove(.pipelining) }
        try await CatchingServer.running(options: options) { server in
            let message = TestMessages.message(to: Self.recipient)
            let end = try await SMTPCarrier.running(TestMessages.relay(port: server.port)) {
                await $0.send(message).end
            }
            #expect(end.summary == "accepted 250")
            let mail = try #require(server.mailbox.mails.first)
            #expect(mail.recipients == [Self.recipient])
            #expect(mail.bytes == message.bytes)
        }
    }

    @Test("is not said to one that does not, and the connection carries the next message")
    func notOffered() async throws {
        try await CatchingServer.running { server in
            let ends = try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                [
                    await carrier.send(TestMessages.message(1, to: Self.recipient)).end,
                    await carrier.send(TestMessages.message(2)).end,
                ]
            }
            let detail = "the relay 127.0.0.1:\(server.port) does not offer SMTPUTF8, which \(Self.recipient) needs"
            #expect(ends.first == .broken(.smtpUTF8Missing, at: .mail, detail: detail))
            #expect(ends.last?.summary == "accepted 250")
            #expect(server.mailbox.count == 1)
            #expect(server.mailbox.mails.first?.connection == 1)
        }
    }

    @Test("is delivered by a real Postfix, which has SMTPUTF8 as Debian sets it up")
    func postfix() async throws {
        try await Postfix.running { postfix in
            var relay = RelaySettings(host: postfix.host, port: postfix.port, helo: "shop.test")
            relay.caFile = postfix.caFile
            relay.username = postfix.username
            relay.password = Secret(postfix.password)
            let end = try await SMTPCarrier.running(relay) {
                await $0.send(TestMessages.message(to: Self.recipient)).end
            }
            #expect(end.summary == "accepted 250")
            let mail = try #require(try await postfix.wait(for: 1, to: "élodie").first)
            #expect(mail.contains("\nTo: \(Self.recipient)\n"))
            #expect(mail.contains(" with UTF8"))
        }
    }
}
