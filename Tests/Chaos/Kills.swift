import Catcher
import Glibc
import TestServers

/// The worker is killed with SIGKILL at random moments, its start included, while mail of both lanes is on its way.
struct Kills: Scenario {
    static let name = "kills"

    private let kills = 100
    private let each = 10_000

    func run(_ chance: inout Chance) async throws -> [Row] {
        // A relay that takes its time, so that every moment of a message's way is long enough to be hit.
        let script = Script([
            Rule(at: .rcpt, .every(50), do: [.reply(451, "4.3.0 Later")]),
            Rule(at: .dot, .every(5), do: [.pause(.milliseconds(40)), .reply(451, "4.3.0 Later")]),
            Rule(at: .dot, .every(3), do: [.keep, .pause(.milliseconds(40)), .usual]),
            Rule(at: .dot, do: [.pause(.milliseconds(20)), .usual]),
        ])
        let relay = try await CatchingServer.start(conduct: script)
        let rows = try await Stage.with { stage in
            let stage = stage.with(relay: relay).with([
                "FACTEUR_RETRY_TRANSACTIONAL_DELAYS": "1s", "FACTEUR_RETRY_BULK_DELAYS": "1s",
                "FACTEUR_SMTP_CONNECTIONS": "16", "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "4",
            ])
            try await Load.newsletter(each, on: stage)
            let killed = try await kill(stage, relay, &chance)
            try await stage.withWorker { _ in try await Load.settled(2 * each, on: stage) }
            return [try await judge(killed, relay, stage)]
        }
        await relay.stop()
        return rows
    }

    /// Starts and kills; how often the worker was hit while mail was left to send.
    private func kill(_ stage: Stage, _ relay: CatchingServer, _ chance: inout Chance) async throws -> Int {
        var killed = 0
        for number in 0..<kills {
            // A portion for each life: transactional mail goes first, and all at once it would leave none to mix with the bulk.
            try await Load.transactional(each / kills, from: number * each / kills + 1, on: stage)
            let worker = try stage.binary.start(["run"])
            // Most lives are measured in mail, so that on a slow machine too bulk mail, which goes second, is on its way when they end.
            if Int.random(in: 0..<5, using: &chance) > 0 {
                let goal = relay.mailbox.count + Int.random(in: 0...300, using: &chance)
                try await stage.wait("the relay has \(goal) mails") { relay.mailbox.count >= goal }
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...200, using: &chance)))
            worker.send(SIGKILL)
            guard await worker.end().code == -SIGKILL else { continue }
            if try await stage.sql("select count(*) from facteur.ended") != ["\(2 * each)"] { killed += 1 }
        }
        return killed
    }

    private func judge(_ killed: Int, _ relay: CatchingServer, _ stage: Stage) async throws -> Row {
        let held = try await Doubts.resolve(by: relay.mailbox, on: stage)
        try await stage.withWorker { _ in
            try await stage.wait("every message has ended") {
                try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == ["\(2 * each)"]
            }
        }
        let arrivals = Arrivals(relay.mailbox)
        let doubts = try await Doubts.resends(on: stage)
        let lost = Load.recipients(each).filter { arrivals.counts[$0] == nil }
        let twiceBulk = arrivals.twice.filter { $0.hasPrefix("lecteur") }
        let twice = arrivals.twice.filter { $0.hasPrefix("client") }
        let unexplained = twice.filter { arrivals.counts[$0, default: 0] - 1 > doubts[$0, default: 0] }
        let identifiers = Arrivals.identifiers(relay.mailbox)
        let different = twice.filter { identifiers[$0]?.count != 1 }
        let status = try await stage.expectSuccess("status").output

        var findings = Findings()
        findings.expect(killed == kills, "the worker was hit \(killed) times of \(kills) while mail was left")
        findings.expect(held > 0, "no kill met bulk mail whose dot was out: nothing is shown of that lane")
        findings.expect(lost.isEmpty, "lost: \(lost.prefix(5))")
        findings.expect(twiceBulk.isEmpty, "bulk mail came twice: \(twiceBulk.prefix(5))")
        findings.expect(unexplained.isEmpty, "came twice without having been in doubt: \(unexplained.prefix(5))")
        findings.expect(different.isEmpty, "copies with another Message-ID: \(different.prefix(5))")
        findings.expect(
            status.contains("\n\(2 * each) messages, all accounted for\n"), "status does not add up:\n\(status)")
        return Row(
            "\(killed) kill -9 over \(2 * each) messages",
            "lost \(lost.count); bulk twice \(twiceBulk.count), held in doubt \(held); transactional in doubt "
                + "\(doubts.values.reduce(0, +)), of them twice \(twice.count), others twice \(unexplained.count)",
            faults: findings.faults,
            notes: twice.map {
                "\($0) came \(arrivals.counts[$0, default: 0]) times: \(doubts[$0, default: 0]) times its dot was out and the reply unread"
            })
    }
}
