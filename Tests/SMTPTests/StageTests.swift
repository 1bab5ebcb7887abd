import Catcher
import Mail
import TestServers
import Testing

@testable import SMTP

/// What a server does, and what a message then comes to.
struct StageCase: Sendable, CustomTestStringConvertible {
    var stage: Script.Stage
    var steps: [Script.Step]
    var end: String
    /// How many mails the server holds afterwards.
    var caught = 0

    /// Shortens the one time-out that is to pass: the others must not, however slow the machine.
    func hurry(_ timeouts: inout SMTPTimeouts) {
        let soon = Duration.milliseconds(400)
        switch stage {
        case .mail: timeouts.mail = soon
        case .rcpt: timeouts.rcpt = soon
        case .data: timeouts.data = soon
        case .dot: timeouts.dot = soon
        default: (timeouts.connect, timeouts.greeting) = (soon, soon)
        }
    }

    var testDescription: String { "\(stage.rawValue): \(steps)" }
}

@Suite("At each stage", .timeLimit(.minutes(3)))
struct StageTests {
    private static let before: [StageCase] = [
        StageCase(stage: .greeting, steps: [.reply(421, "4.3.2 busy")], end: "refused 421 at greeting"),
        StageCase(stage: .greeting, steps: [.reply(554, "5.7.1 no")], end: "refused 554 at greeting"),
        StageCase(stage: .greeting, steps: [.raw(Array("SSH-2.0-x\r\n".utf8))], end: "broken garbage at greeting"),
        StageCase(stage: .greeting, steps: [.close], end: "broken closedByPeer at greeting"),
        // Not before the client knows that it is connected: until then a reset is a refusal.
        StageCase(
            stage: .greeting, steps: [.pause(.milliseconds(50)), .reset], end: "broken closedByPeer at greeting"),
        StageCase(stage: .greeting, steps: [.hang], end: "broken timedOut at greeting"),
        StageCase(stage: .ehlo, steps: [.reply(421, "bye")], end: "refused 421 at ehlo"),
        StageCase(stage: .ehlo, steps: [.close], end: "broken closedByPeer at ehlo"),
        StageCase(stage: .ehlo, steps: [.hang], end: "broken timedOut at ehlo"),
        StageCase(stage: .mail, steps: [.reply(452, "4.3.1 disk full")], end: "refused 452 at mail"),
        StageCase(stage: .mail, steps: [.reply(550, "no")], end: "refused 550 at mail"),
        StageCase(stage: .mail, steps: [.reply(421, "bye")], end: "refused 421 at mail"),
        StageCase(stage: .rcpt, steps: [.reply(450, "4.2.1 busy")], end: "refused 450 at rcpt"),
        StageCase(stage: .rcpt, steps: [.reply(550, "5.1.1 unknown\n5.1.1 really")], end: "refused 550 at rcpt"),
        StageCase(stage: .data, steps: [.reply(451, "4.7.1 later")], end: "refused 451 at data"),
        StageCase(stage: .dot, steps: [.reply(452, "4.2.2 full")], end: "refused 452 at dot"),
        StageCase(stage: .dot, steps: [.reply(554, "5.7.1 spam")], end: "refused 554 at dot"),
        StageCase(stage: .dot, steps: [.reply(421, "4.3.0 bye")], end: "refused 421 at dot"),
    ]

    private static let broken: [StageCase] = [Script.Stage.mail, .rcpt, .data].flatMap { stage in
        [
            StageCase(stage: stage, steps: [.close], end: "broken closedByPeer at \(stage.rawValue)"),
            StageCase(stage: stage, steps: [.reset], end: "broken closedByPeer at \(stage.rawValue)"),
            StageCase(stage: stage, steps: [.hang], end: "broken timedOut at \(stage.rawValue)"),
            StageCase(
                stage: stage, steps: [.raw(Array("what?\r\n".utf8))], end: "broken garbage at \(stage.rawValue)"),
        ]
    }

    private static let doubtful: [StageCase] = [
        StageCase(stage: .dot, steps: [.close], end: "inDoubt closedByPeer"),
        StageCase(stage: .dot, steps: [.reset], end: "inDoubt closedByPeer"),
        StageCase(stage: .dot, steps: [.hang], end: "inDoubt timedOut"),
        StageCase(stage: .dot, steps: [.keep, .close], end: "inDoubt closedByPeer", caught: 1),
        StageCase(stage: .dot, steps: [.keep, .hang], end: "inDoubt timedOut", caught: 1),
        StageCase(stage: .dot, steps: [.raw(Array("250-2.0".utf8)), .close], end: "inDoubt closedByPeer", caught: 1),
        StageCase(stage: .dot, steps: [.raw(Array("ok\r\n".utf8))], end: "inDoubt garbage"),
    ]

    private static let odd: [StageCase] = [
        StageCase(stage: .greeting, steps: [.slow(.milliseconds(1))], end: "accepted 250", caught: 1),
        StageCase(stage: .ehlo, steps: [.split(7, .milliseconds(5))], end: "accepted 250", caught: 1),
        StageCase(stage: .mail, steps: [.slow(.milliseconds(1))], end: "accepted 250", caught: 1),
        StageCase(stage: .rcpt, steps: [.overLong(2000)], end: "accepted 250", caught: 1),
        StageCase(stage: .data, steps: [.split(3, .milliseconds(5))], end: "accepted 354", caught: 1),
        StageCase(stage: .dot, steps: [.reply(251, "fine")], end: "accepted 251", caught: 1),
        StageCase(stage: .dot, steps: [.slow(.milliseconds(1))], end: "accepted 250", caught: 1),
    ].map { row in
        var row = row
        row.end = row.end.replacing("354", with: "250")
        return row
    }

    @Test(
        "the end says exactly what was known, with PIPELINING and without (T1, T2, T3, D9)",
        arguments: before + broken + doubtful + odd)
    func ends(row: StageCase) async throws {
        for isPipelining in [true, false] {
            var options = SessionOptions()
            if !isPipelining { options.extensions.remove(.pipelining) }
            let script = Script([Rule(at: row.stage, do: row.steps)])
            try await CatchingServer.running(options: options, conduct: script) { server in
                var relay = TestMessages.relay(port: server.port)
                if row.end.contains("timedOut") { row.hurry(&relay.timeouts) }
                let journal = TestJournal()
                let transmission = try await SMTPCarrier.running(relay, journal: journal) { carrier in
                    await carrier.send(TestMessages.message())
                }
                #expect(transmission.end.summary == row.end)
                #expect(transmission.relay == "127.0.0.1:\(server.port)")
                #expect(server.mailbox.count == row.caught)
                let isBegun = ["dot", "inDoubt", "accepted"].contains { row.end.contains($0) }
                #expect(journal.entries.isEmpty != isBegun)
            }
        }
    }

    @Test("a stalled relay is given up while the body leaves, and one that closes too (T2)")
    func body() async throws {
        // Only the stall is to time out, however slow the machine.
        for (steps, block, end) in [
            ([.read(2000), .stall], .milliseconds(500), "broken timedOut at body"),
            ([.read(2000), .reset], .seconds(60), "broken closedByPeer at body"),
        ] as [([Script.Step], Duration, String)] {
            let script = Script([Rule(at: .body, do: steps)])
            try await CatchingServer.running(conduct: script) { server in
                var relay = TestMessages.relay(port: server.port)
                relay.timeouts.block = block
                let transmission = try await SMTPCarrier.running(relay) { carrier in
                    await carrier.send(TestMessages.message(lines: 300_000))
                }
                #expect(transmission.end.summary == end)
                #expect(server.mailbox.count == 0)
            }
        }
    }

    @Test("nobody listening, a name that does not exist: told at once")
    func unreachable() async throws {
        let server = try await CatchingServer.start()
        await server.stop()
        let relay = TestMessages.relay(port: server.port)
        let refused = try await SMTPCarrier.running(relay) { await $0.send(TestMessages.message()) }
        #expect(refused.end.summary == "broken connectionRefused at connect")

        var nameless = RelaySettings(host: "relay.invalid", port: 587, helo: "shop.test")
        nameless.timeouts.connect = .seconds(20)
        let unknown = try await SMTPCarrier.running(nameless) { await $0.send(TestMessages.message()) }
        #expect(["broken nameNotFound at connect", "broken timedOut at connect"].contains(unknown.end.summary))
    }

    @Test("a message whose beginning cannot be recorded does not leave")
    func notRecorded() async throws {
        try await CatchingServer.running { server in
            let journal = TestJournal(fault: JournalFault("disk full"))
            let end = try await SMTPCarrier.running(TestMessages.relay(port: server.port), journal: journal) {
                await $0.send(TestMessages.message()).end
            }
            #expect(end == .broken(.notRecorded, at: .body, detail: "disk full"))
            #expect(server.mailbox.count == 0)
        }
    }
}
