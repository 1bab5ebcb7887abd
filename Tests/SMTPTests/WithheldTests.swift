import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("A recipient who may not be written to", .timeLimit(.minutes(2)))
struct WithheldTests {
    @Test("is not said to the relay, whoever composed the message; one who is allowed is")
    func withheld() async throws {
        try await CatchingServer.running { server in
            var relay = TestMessages.relay(port: server.port)
            relay.rule = DeliveryRule(.hold, allowed: [.address(canonical: "camille@client.test")])
            let ends = try await SMTPCarrier.running(relay) { carrier in
                [
                    await carrier.send(TestMessages.message(1, to: "marie@client.test")).end,
                    await carrier.send(TestMessages.message(2, to: "camille@client.test")).end,
                ]
            }
            #expect(
                ends.first
                    == .broken(
                        .recipientWithheld, at: .mail, detail: "the recipient is not one that delivery.allow names"))
            #expect(ends.first.map(\.isUnsaid) == false)
            #expect(ends.last?.summary == "accepted 250")
            #expect(server.mailbox.mails.map(\.recipients) == [["camille@client.test"]])
        }
    }
}
