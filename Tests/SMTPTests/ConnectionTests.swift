import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("A connection to the relay", .timeLimit(.minutes(3)))
struct LineTests {
    @Test("is kept for the next message, and refused recipients do not cost a new one (S7)")
    func kept() async throws {
        for isPipelining in [true, false] {
            var options = SessionOptions()
            if !isPipelining { options.extensions.remove(.pipelining) }
            let script = Script([Rule(at: .rcpt, .every(2), do: [.reply(550, "5.1.1 unknown")])])
            try await CatchingServer.running(options: options, conduct: script) { server in
                let ends = try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                    await carrier.send((1...20).map { TestMessages.message($0) })
                }
                #expect(ends.filter(\.isAccepted).count == 10)
                #expect(ends.filter { $0.summary == "refused 550 at rcpt" }.count == 10)
                #expect(server.tally.connections == 1)
                #expect(server.tally.commands["rset"] == 9 || server.tally.commands["rset"] == 10)
                #expect(server.tally.commands["quit"] == 1)
                #expect(server.mailbox.count == 10)
            }
        }
    }

    @Test("is left after its share of messages, with QUIT")
    func messagesPerLine() async throws {
        try await CatchingServer.running { server in
            var relay = TestMessages.relay(port: server.port)
            relay.messagesPerConnection = 3
            let ends = try await SMTPCarrier.running(relay) { carrier in
                await carrier.send((1...10).map { TestMessages.message($0) })
            }
            #expect(ends.filter(\.isAccepted).count == 10)
            #expect(server.tally.connections == 4)
            #expect(server.tally.commands["quit"] == 4)
        }
    }

    @Test("is left when it has been idle too long, without a message's help")
    func idle() async throws {
        try await CatchingServer.running { server in
            var relay = TestMessages.relay(port: server.port)
            relay.idleTime = .milliseconds(100)
            try await SMTPCarrier.running(relay) { carrier in
                #expect(await carrier.send(TestMessages.message()).end.isAccepted)
                for _ in 0..<600 where server.tally.openConnections > 0 { try await Task.sleep(for: .milliseconds(50)) }
                #expect(server.tally.openConnections == 0)
                #expect(server.tally.commands["quit"] == 1)
            }
        }
    }

    @Test(
        "that died while idle burns no message: a new one is opened without a word (D11)",
        arguments: [[.usual, .close], [.usual, .reset], [.usual, .raw(Array("421 4.4.2 idle\r\n".utf8)), .close]]
            as [[Script.Step]])
    func diedIdle(steps: [Script.Step]) async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: .dot, do: steps)])) { server in
            let journal = TestJournal()
            let ends = try await SMTPCarrier.running(TestMessages.relay(port: server.port), journal: journal) {
                carrier in
                var ends: [Transmission.End] = []
                for number in 1...20 { ends.append(await carrier.send(TestMessages.message(number)).end) }
                return ends
            }
            #expect(ends.filter(\.isAccepted).count == 20)
            #expect(server.mailbox.count == 20)
            #expect(server.tally.connections == 20)
        }
    }

    @Test(
        "that dies at its next MAIL is replaced, by 421 as by closing",
        arguments: [true, false])
    func diesAtMail(closesPolitely: Bool) async throws {
        let steps: [Script.Step] = closesPolitely ? [.reply(421, "4.4.2 timeout")] : [.close]
        let script = Script([Rule(at: .mail, where: { $0.message > 1 }, do: steps)])
        try await CatchingServer.running(conduct: script) { server in
            let ends = try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                await carrier.send((1...10).map { TestMessages.message($0) })
            }
            #expect(ends.filter(\.isAccepted).count == 10)
            #expect(server.tally.connections == 10)
        }
    }

    @Test("Many connections share the work, never more than allowed, and each message arrives once")
    func many() async throws {
        try await CatchingServer.running { server in
            let relay = TestMessages.relay(port: server.port, connections: 8)
            let journal = TestJournal()
            let messages = (1...2000).map {
                TestMessages.message($0, to: "r\($0)@client.test", lane: $0 % 3 == 0 ? .bulk : .transactional)
            }
            let ends = try await SMTPCarrier.running(relay, journal: journal) { await $0.send(messages) }
            #expect(ends.filter(\.isAccepted).count == 2000)
            #expect(server.tally.mostConnections <= 8)
            #expect(server.mailbox.count == 2000)
            #expect(Set(server.mailbox.mails.flatMap(\.recipients)).count == 2000)
            for mail in server.mailbox.mails {
                let number = mail.recipients[0].dropFirst().prefix { $0 != "@" }
                #expect(String(decoding: mail.bytes, as: UTF8.self).contains("Subject: message \(number)\r\n"))
            }
            #expect(journal.entries.count == 4000)
        }
    }

    @Test("A relay that allows few connections is served over those it allows")
    func fewLines() async throws {
        let script = Script([Rule(at: .greeting, where: { $0.connection > 2 }, do: [.reply(421, "4.7.0 too many")])])
        try await CatchingServer.running(conduct: script) { server in
            let relay = TestMessages.relay(port: server.port, connections: 8)
            let ends = try await SMTPCarrier.running(relay) { carrier in
                // Two connections first, so that the refused ones find others at work.
                let first = await carrier.send((1...2).map { TestMessages.message($0) })
                return first + (await carrier.send((3...200).map { TestMessages.message($0) }))
            }
            #expect(ends.filter(\.isAccepted).count == 200)
            #expect(server.mailbox.count == 200)
        }
    }

    @Test("One that took its time does not hold up the others")
    func slowOne() async throws {
        let script = Script([
            Rule(at: .dot, where: { $0.recipient == "slow@client.test" }, do: [.pause(.seconds(2)), .usual])
        ])
        try await CatchingServer.running(conduct: script) { server in
            let relay = TestMessages.relay(port: server.port, connections: 2)
            try await SMTPCarrier.running(relay) { carrier in
                async let slow = carrier.send(TestMessages.message(1, to: "slow@client.test"))
                let ends = await carrier.send((2...100).map { TestMessages.message($0) })
                #expect(ends.filter(\.isAccepted).count == 99)
                #expect(await slow.end.isAccepted)
            }
        }
    }
}
