import Catcher
import Mail
import Synchronization
import TestServers
import Testing

@testable import SMTP

/// The next message's MAIL, RCPT and DATA leave behind the dot of the one before (RFC 2920 section 3.1).
@Suite("The next message's commands behind a dot", .timeLimit(.minutes(3)))
struct FollowerTests {
    private let count = 200

    /// Ends of many messages by one connection, and what the server has of them.
    private func send(
        _ script: Script = .obedient, to relay: (inout RelaySettings) -> Void = { _ in }, journal: TestJournal,
        lane: @Sendable (Int) -> Lane = { _ in .bulk },
        _ check: (CatchingServer, [Transmission.End]) async throws -> Void
    ) async throws {
        try await CatchingServer.running(conduct: script) { server in
            var settings = TestMessages.relay(port: server.port)
            relay(&settings)
            let messages = (1...count).map { TestMessages.message($0, to: "r\($0)@client.test", lane: lane($0)) }
            let ends = try await SMTPCarrier.running(settings, journal: journal) { await $0.send(messages) }
            try await check(server, ends)
        }
    }

    @Test("Each arrives once, and each one's beginning is in the journal behind the reply to the one before")
    func inOrder() async throws {
        let journal = TestJournal()
        try await send(journal: journal) { server, ends in
            #expect(ends.count(where: \.isAccepted) == count)
            #expect(server.tally.connections == 1)
            #expect(Set(server.mailbox.mails.flatMap(\.recipients)).count == count && server.mailbox.count == count)
            for pair in zip(journal.entries, journal.entries.dropFirst()).enumerated() where pair.offset % 2 == 0 {
                guard case (.begun(let begun), .replied(let replied, 250)) = pair.element else {
                    Issue.record("\(pair)")
                    return
                }
                #expect(begun == replied)
            }
        }
    }

    @Test("A verdict is its own message's, whatever befalls the one before and the one behind")
    func verdicts() async throws {
        let script = Script([
            Rule(at: .rcpt, .every(3), do: [.reply(550, "5.1.1 unknown")]),
            Rule(at: .dot, .every(5), do: [.reply(452, "4.2.2 full")]),
        ])
        try await send(script, journal: TestJournal()) { server, ends in
            let taken = Set(server.mailbox.mails.flatMap(\.recipients))
            #expect(ends.filter { $0.summary == "refused 550 at rcpt" }.count == count / 3)
            #expect(ends.filter { $0.summary == "refused 452 at dot" }.count > 0)
            for (number, end) in ends.enumerated() {
                #expect(end.isAccepted == taken.contains("r\(number + 1)@client.test"))
            }
        }
    }

    @Test(
        "A connection that dies between two costs the second nothing: it goes by another",
        arguments: [[.usual, .close], [.usual, .reset], [.usual, .raw(Array("421 4.4.2 bye\r\n".utf8)), .close]]
            as [[Script.Step]])
    func dies(steps: [Script.Step]) async throws {
        try await send(Script([Rule(at: .dot, .every(7), do: steps)]), journal: TestJournal()) { server, ends in
            #expect(ends.count(where: \.isAccepted) == count, "\(Set(ends.map(\.summary)))")
            #expect(server.mailbox.count == count)
        }
    }

    @Test("The share of messages of a connection holds")
    func share() async throws {
        try await send(to: { $0.messagesPerConnection = 20 }, journal: TestJournal()) { server, ends in
            #expect(ends.count(where: \.isAccepted) == count)
            #expect(server.tally.connections == count / 20)
            #expect(server.tally.commands["quit"] == count / 20)
        }
    }

    @Test("A relay that stops answering in the middle keeps in doubt what it had the dot of, and no other")
    func hangs() async throws {
        let script = Script([Rule(at: .dot, where: { $0.message == 50 }, do: [.hang])])
        try await CatchingServer.running(conduct: script) { server in
            var relay = TestMessages.relay(port: server.port)
            relay.timeouts.dot = .seconds(2)
            let messages = (1...count).map { TestMessages.message($0, to: "r\($0)@client.test", lane: .bulk) }
            let ends = try await SMTPCarrier.running(relay) { await $0.send(messages) }
            #expect(ends.filter { $0.summary == "inDoubt timedOut" }.count == count / 50)
            #expect(ends.filter(\.isAccepted).count == count - count / 50)
        }
    }

    @Test("A message whose turn does not come within its patience is given back before anything of it is said")
    func patience() async throws {
        let script = Script([Rule(at: .dot, where: { $0.message == 4 }, do: [.hang])])
        try await CatchingServer.running(conduct: script) { server in
            var relay = TestMessages.relay(port: server.port)
            relay.timeouts.dot = .seconds(8)
            let messages = (1...10).map { number in
                var message = TestMessages.message(number, to: "r\(number)@client.test")
                message.patience = .seconds(4)
                return message
            }
            let ends = try await SMTPCarrier.running(relay) { carrier in
                // One without such a limit opens the connection.
                #expect(await carrier.send(TestMessages.message(11)).end.isAccepted)
                return await carrier.send(messages)
            }
            #expect(ends.filter(\.isAccepted).count == 2)
            #expect(ends.filter { $0.summary == "inDoubt timedOut" }.count == 1)
            #expect(ends.filter(\.isWait).count == 7)
        }
    }

    @Test("Newsletters that a relay lets wait leave the reserved connections to a reset (S13)")
    func reserved() async throws {
        let script = Script([Rule(at: .dot, where: { $0.recipient == "slow@client.test" }, do: [.hang])])
        try await CatchingServer.running(conduct: script) { server in
            var relay = TestMessages.relay(port: server.port, connections: 4)
            relay.reservedConnections = 1
            relay.timeouts.dot = .seconds(2)
            try await SMTPCarrier.running(relay) { carrier in
                // Quick ones first: from then on commands leave behind a dot.
                let quick = await carrier.send((1...40).map { TestMessages.message($0, lane: .bulk) })
                #expect(quick.count(where: \.isAccepted) == 40)
                async let slow = carrier.send(
                    (41...46).map { TestMessages.message($0, to: "slow@client.test", lane: .bulk) })
                try await Task.sleep(for: .milliseconds(300))
                let resets = await carrier.send((47...66).map { TestMessages.message($0) })
                #expect(resets.count(where: \.isAccepted) == 20)
                #expect(server.tally.mostConnections <= 4)
                _ = await slow
            }
        }
    }

    @Test("A newsletter's message stands behind its like alone; a reset behind any")
    func lanes() async throws {
        try await send(
            to: {
                $0.connections = 4
                $0.reservedConnections = 1
            }, journal: TestJournal(), lane: { $0 % 4 == 0 ? .transactional : .bulk }
        ) { server, ends in
            #expect(ends.count(where: \.isAccepted) == count)
            #expect(server.mailbox.count == count)
        }
    }

    @Test("A message that comes while a reply is awaited leaves behind that dot, before the reply")
    func late() async throws {
        let relay = DeliberateRelay()
        try await CatchingServer.running(conduct: relay) { server in
            try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                #expect(await carrier.send(TestMessages.message(1, lane: .bulk)).end.isAccepted)
                // Where this process is held up the reply may come first; only once it need not.
                for pair in 1...50 where relay.early == 0 {
                    async let first = carrier.send(TestMessages.message(2 * pair, lane: .bulk))
                    while relay.dots < 2 * pair { try await Task.sleep(for: .milliseconds(1)) }
                    #expect(await carrier.send(TestMessages.message(2 * pair + 1, lane: .bulk)).end.isAccepted)
                    #expect(await first.end.isAccepted)
                }
            }
        }
        #expect(relay.early > 0)
    }
}

/// Takes its time over each dot, and reads on meanwhile.
private final class DeliberateRelay: SessionConduct {
    private let delay = Duration.milliseconds(200)
    private let seen = Mutex<(dots: Int, last: ContinuousClock.Instant?, early: Int)>((0, nil, 0))

    var dots: Int { seen.withLock { $0.dots } }
    /// MAIL commands that came before the reply to the dot before them had left.
    var early: Int { seen.withLock { $0.early } }

    func answer(at moment: SessionMoment, usual: UsualReply) -> SessionAnswer {
        seen.withLock { seen in
            if moment.stage == .mail, let last = seen.last, .now - last < delay { seen.early += 1 }
            if moment.stage == .dot { (seen.dots, seen.last) = (seen.dots + 1, .now) }
        }
        let reply = SessionAction.write(usual.octets)
        return SessionAnswer(
            actions: moment.stage == .dot ? [.pause(delay), reply] : [reply], takesEffect: usual.isPositive)
    }

    func interruptions(at moment: SessionMoment) -> [BodyInterruption] { [] }
}
