import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("A probe of the relay", .timeLimit(.minutes(3)))
struct ProbeTests {
    @Test("goes as far as NOOP and QUIT on a connection of its own, and says no word of a mail")
    func works() async throws {
        try await CatchingServer.running { server in
            try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                #expect(await carrier.send(TestMessages.message()).end.isAccepted)
                #expect(await carrier.probe(within: .seconds(30)).summary == "accepted 250")
                #expect(server.tally.connections == 2)
                // The message's connection is not the probe's to spend.
                #expect(await carrier.send(TestMessages.message(2)).end.isAccepted)
                #expect(server.tally.connections == 2)
            }
            #expect(server.tally.commands["noop"] == 1)
            #expect(server.tally.commands["quit"] == 2)
            #expect(server.tally.commands["mail"] == 2)
        }
    }

    @Test(
        "says what failed and where: in the relay's words, or for want of an answer in time",
        arguments: [
            (.greeting, [.reply(421, "4.3.2 busy")], "refused 421 at greeting"),
            (.ehlo, [.close], "broken closedByPeer at ehlo"),
            (.noop, [.reply(451, "4.3.0 no")], "refused 451 at noop"),
            (.noop, [.close], "broken closedByPeer at noop"),
            (.greeting, [.hang], "broken timedOut at greeting"),
            (.noop, [.hang], "broken timedOut at noop"),
        ] as [(Script.Stage, [Script.Step], String)])
    func fails(stage: Script.Stage, steps: [Script.Step], summary: String) async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: stage, do: steps)])) { server in
            let patience = Duration.seconds(summary.contains("timedOut") ? 1 : 30)
            let end = try await SMTPCarrier.running(TestMessages.relay(port: server.port)) { carrier in
                await carrier.probe(within: patience)
            }
            #expect(end.summary == summary)
        }
    }

    @Test("of a relay that hangs ends with the carrier; afterwards there is none")
    func closed() async throws {
        let script = Script([Rule(at: .greeting, do: [.hang])])
        try await CatchingServer.running(conduct: script) { server in
            let carrier = try SMTPCarrier(
                TestMessages.relay(port: server.port), journal: TestJournal(), leases: OpenGuard())
            async let end = carrier.probe(within: .seconds(600))
            while server.tally.connections == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await carrier.close(within: .zero)
            #expect(await end.summary == "broken stopping at connect")
            #expect(await carrier.probe(within: .seconds(1)).summary == "broken stopping at connect")
        }
    }

    /// The policy's clock is moved by the test; what it decides is done with the real connections.
    @Test("The first mail leaves within 6 s of the relay's return, by the policy's clock", arguments: [20, 75, 3_600])
    func outage(seconds: Int) async throws {
        let port = try FreePort.next()
        let mailbox = MailStore()
        try await SMTPCarrier.running(TestMessages.relay(port: port)) { carrier in
            var fleet = RelayFleet([RelayFleet.Share(weight: 1, connections: 4)], reservedShare: 0.25)
            var now = Duration.zero
            let back = Duration.seconds(seconds)
            var server: CatchingServer?
            var sends = 0
            while mailbox.count == 0, now < back + .seconds(60) {
                if now >= back, server == nil { server = try await CatchingServer.start(port: port, mailbox: mailbox) }
                for probe in fleet.probes(at: now) {
                    let end = await carrier.probe(within: probe.timeout)
                    let isUp = end.isAccepted
                    fleet.heard(isUp ? .works : .fails(end.cause), of: probe, at: now, jitter: 1)
                }
                if case .go(let pass) = fleet.choose(.transactional, at: now) {
                    sends += 1
                    let end = await carrier.send(TestMessages.message(sends)).end
                    _ = fleet.heard(end.isAccepted ? .works : .fails, of: pass, at: now, jitter: 1)
                    continue
                }
                // No later than the relay's return, if that comes before the next probe.
                let next = fleet.nextProbe ?? now
                now = now < back ? min(next, back) : next
            }
            #expect(mailbox.count == 1)
            #expect(now <= back + .seconds(6))
            // Three messages found out that it was away, and one that it is back.
            #expect(sends == 4)
            await server?.stop()
        }
    }
}
