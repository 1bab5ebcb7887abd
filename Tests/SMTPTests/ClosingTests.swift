import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

@Suite("Closing the carrier", .timeLimit(.minutes(3)))
struct ClosingTests {
    /// Waits until the server has seen so many commands of a name.
    private func wait(for count: Int, _ command: String, at server: CatchingServer) async throws {
        for _ in 0..<1200 where server.tally.commands[command, default: 0] < count {
            try await Task.sleep(for: .milliseconds(20))
        }
        try #require(server.tally.commands[command, default: 0] >= count)
    }

    @Test("says QUIT on idle connections, and refuses what comes after")
    func idle() async throws {
        try await CatchingServer.running { server in
            let carrier = try SMTPCarrier(
                TestMessages.relay(port: server.port), journal: TestJournal(), leases: OpenGuard())
            #expect(await carrier.send(TestMessages.message()).end.isAccepted)
            await carrier.close()
            #expect(server.tally.commands["quit"] == 1)
            #expect(await carrier.send(TestMessages.message()).end.summary == "broken stopping at connect")
            await carrier.close()
            await carrier.close(within: .zero)
        }
    }

    @Test("ends at once where nothing was ever sent")
    func unused() async throws {
        let carrier = try SMTPCarrier(TestMessages.relay(port: 1), journal: TestJournal(), leases: OpenGuard())
        await carrier.close()
    }

    @Test("lets a dialogue finish, and gives back what has no connection yet")
    func finishes() async throws {
        let script = Script([Rule(at: .dot, do: [.pause(.milliseconds(500)), .usual])])
        try await CatchingServer.running(conduct: script) { server in
            let carrier = try SMTPCarrier(
                TestMessages.relay(port: server.port), journal: TestJournal(), leases: OpenGuard())
            async let ends = carrier.send((1...5).map { TestMessages.message($0) })
            try await wait(for: 1, "data", at: server)
            await carrier.close()
            let summaries = await ends.map(\.summary)
            #expect(summaries.filter { $0 == "accepted 250" }.count == server.mailbox.count)
            #expect(server.mailbox.count >= 1)
            #expect(summaries.filter { $0 == "broken stopping at connect" }.count == 5 - server.mailbox.count)
        }
    }

    @Test("cuts a relay that hangs: before the dot broken, after it in doubt (S16)")
    func hangs() async throws {
        for (stage, command, end) in [
            (Script.Stage.rcpt, "rcpt", "broken stopping at rcpt"), (.dot, "data", "inDoubt stopping"),
        ] {
            try await CatchingServer.running(conduct: Script([Rule(at: stage, do: [.hang])])) { server in
                let journal = TestJournal()
                let carrier = try SMTPCarrier(
                    TestMessages.relay(port: server.port), journal: journal, leases: OpenGuard())
                async let transmission = carrier.send(TestMessages.message())
                try await wait(for: 1, command, at: server)
                for _ in 0..<1200 where stage == .dot && journal.entries.isEmpty {
                    try await Task.sleep(for: .milliseconds(20))
                }
                await carrier.close(within: .milliseconds(300))
                #expect(await transmission.end.summary == end)
            }
        }
    }

    @Test("cuts a connection that is still being opened")
    func opening() async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: .greeting, do: [.hang])])) { server in
            let carrier = try SMTPCarrier(
                TestMessages.relay(port: server.port), journal: TestJournal(), leases: OpenGuard())
            async let transmission = carrier.send(TestMessages.message())
            for _ in 0..<1200 where server.tally.connections == 0 { try await Task.sleep(for: .milliseconds(20)) }
            await carrier.close()
            #expect(await transmission.end.summary == "broken stopping at connect")
        }
    }
}
