import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("Sending to a real Postfix", .timeLimit(.minutes(5)))
struct PostfixTests {
    private func relay(_ postfix: Postfix) -> RelaySettings {
        var relay = RelaySettings(host: postfix.host, port: postfix.port, helo: "shop.test")
        relay.caFile = postfix.caFile
        relay.username = postfix.username
        relay.password = Secret(postfix.password)
        relay.connections = 1
        return relay
    }

    private func end(_ relay: RelaySettings, to recipient: String = "r@client.test") async throws -> Transmission.End {
        try await SMTPCarrier.running(relay) { carrier in
            await carrier.send(TestMessages.message(to: recipient)).end
        }
    }

    @Test("STARTTLS, login, delivery, refusals, and every way in which TLS or login can fail (S3, S5, T4)")
    func everything() async throws {
        try await Postfix.running { postfix in
            // The way it should go, by STARTTLS and by implicit TLS.
            #expect(try await end(relay(postfix), to: "starttls@client.test").isAccepted)
            var implicit = relay(postfix)
            implicit.implicitTLS = true
            implicit.port = postfix.implicitTLSPort
            #expect(try await end(implicit, to: "implicit@client.test").isAccepted)
            for name in ["starttls", "implicit"] {
                let mails = try await postfix.wait(for: 1, to: name)
                #expect(mails.count == 1)
                #expect(mails[0].contains("Subject: message 1\n"))
                #expect(mails[0].contains("Return-Path: <s@shop.test>"))
                #expect(mails[0].contains("from shop.test (localhost"), "the EHLO name is ours (S2)")
                #expect(mails[0].hasSuffix("\n\n" + String(repeating: "Bonjour, ceci est une ligne.\n", count: 3)))
            }

            // What must not go.
            var stranger = relay(postfix)
            stranger.caFile = postfix.otherCAFile
            #expect(try await end(stranger).summary == "broken tlsFailed at starttls")
            stranger.caFile = nil
            #expect(try await end(stranger).summary == "broken tlsFailed at starttls")
            stranger.caFile = "/nonexistent/ca.pem"
            #expect(try await end(stranger).summary == "broken tlsFailed at starttls")
            var misnamed = relay(postfix)
            misnamed.host = "127.0.0.1"
            #expect(try await end(misnamed).summary == "broken tlsFailed at starttls")
            var forgetful = relay(postfix)
            forgetful.password = Secret("wrong")
            #expect(try await end(forgetful).summary == "refused 535 at auth")
            var anonymous = relay(postfix)
            (anonymous.username, anonymous.password) = (nil, nil)
            #expect(try await end(anonymous).summary == "refused 554 at rcpt")
            var confused = relay(postfix)
            confused.port = postfix.implicitTLSPort
            (confused.timeouts.connect, confused.timeouts.greeting) = (.seconds(1), .seconds(1))
            let end = try await end(confused)
            guard case .broken = end else { return #expect(end.summary == "broken") }
            #expect(postfix.mails(to: "r").isEmpty)
            #expect(!postfix.log.contains(postfix.password))
        }
    }

    @Test(
        "A login by challenge and response: CRAM-MD5, and SCRAM where libcurl has it (S5)",
        arguments: [("CRAM-MD5", true), ("SCRAM-SHA-256", Libcurl.knowsSCRAM), ("SCRAM-SHA-1", Libcurl.knowsSCRAM)])
    func challenge(mechanism: String, isKnown: Bool) async throws {
        try await Postfix.running(mechanisms: mechanism) { postfix in
            let end = try await end(relay(postfix), to: "challenge@client.test")
            guard isKnown else {
                let detail = "the relay offers \(mechanism)"
                return #expect(end == .broken(.loginImpossible, at: .auth, detail: detail))
            }
            #expect(end.isAccepted)
            var forgetful = relay(postfix)
            forgetful.password = Secret("wrong")
            #expect(try await self.end(forgetful).summary == "refused 535 at auth")
        }
    }

    @Test("500 messages over four connections, TLS and PIPELINING, each arrives once")
    func many() async throws {
        try await Postfix.running { postfix in
            var settings = relay(postfix)
            settings.connections = 4
            settings.messagesPerConnection = 40
            let messages = (1...500).map { TestMessages.message($0, to: "many@client.test", lines: $0) }
            let ends = try await SMTPCarrier.running(settings) { await $0.send(messages) }
            #expect(ends.filter(\.isAccepted).count == 500)
            let mails = try await postfix.wait(for: 500, to: "many")
            let subjects = mails.compactMap { $0.split(separator: "\n").first { $0.hasPrefix("Subject: ") } }
            #expect(subjects.count == 500)
            #expect(Set(subjects).count == 500)
            let lines = postfix.log.split(separator: "\n").filter { $0.contains(" connect from") }
            #expect(lines.count >= 13)
            for mail in mails {
                let number = mail.split(separator: "\n").first { $0.hasPrefix("Subject: ") }?.split(separator: " ").last
                let lines = mail.split(separator: "\n").count { $0 == "Bonjour, ceci est une ligne." }
                #expect(number == "\(lines)")
            }
        }
    }

    @Test("A refused recipient and a message too large leave the connection as it was, login and all (S7, M25)")
    func lineSurvives() async throws {
        try await Postfix.running { postfix in
            let settings = relay(postfix)
            let summaries = try await SMTPCarrier.running(settings) { carrier in
                var summaries: [String] = []
                for message in [
                    TestMessages.message(1, to: "ok@client.test"),
                    TestMessages.message(2, to: "Nobody+here@client.test"),
                    TestMessages.message(3, to: "large@client.test", lines: 40_000),
                    TestMessages.message(4, to: "ok@client.test", lines: 30_000),
                ] {
                    summaries.append(await carrier.send(message).end.summary)
                }
                return summaries
            }
            #expect(
                summaries == ["accepted 250", "refused 550 at rcpt", "broken tooLarge at mail", "accepted 250"])
            _ = try await postfix.wait(for: 2, to: "ok")
            let lines = postfix.log.split(separator: "\n").filter { $0.contains(" connect from") }
            #expect(lines.count == 1)
        }
    }
}
