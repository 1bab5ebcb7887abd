import Catcher
import TestServers

/// Of two relays that share the mail one takes ten seconds for each final dot: it gets what its own connections hold, and the other one goes
/// on at its pace.
struct SlowRelay: Scenario {
    static let name = "slow-relay"

    private let each = 400
    private let answer = Duration.seconds(10)
    private let connections = 8

    func run(_ chance: inout Chance) async throws -> [Row] {
        let slow = try await CatchingServer.start(conduct: Script([Rule(at: .dot, do: [.pause(answer), .usual])]))
        let quick = try await CatchingServer.start()
        let row = try await Stage.with { stage in
            let stage = stage.with(relay: quick).with([
                "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(slow.port),smtp://127.0.0.1:\(quick.port)",
                "FACTEUR_SMTP_WEIGHTS": "1,1", "FACTEUR_SMTP_CONNECTIONS": "\(connections)",
                // An issue's first messages are waited for, the slow ones too: here all of them are first ones.
                "FACTEUR_NEWSLETTER_CANARY": "\(each)",
            ])
            try await Load.newsletter(each, on: stage)
            let quickMails = try await stage.withWorker { _ in
                // The slow relay is in full use when the resets come.
                try await stage.wait("the slow relay is busy") { slow.tally.openConnections >= connections - 2 }
                try await Load.transactional(each, on: stage)
                try await Load.settled(2 * each, on: stage)
                return quick.mailbox.mails
            }
            return try await judge(slow, quick, quickMails, stage)
        }
        await slow.stop()
        await quick.stop()
        return [row]
    }

    private func judge(
        _ slow: CatchingServer, _ quick: CatchingServer, _ mails: [CaughtMail], _ stage: Stage
    ) async throws -> Row {
        let ends = try await stage.sql("select outcome || ' ' || count(*) from facteur.ended group by outcome")
        let quickTimes = mails.map(\.caughtAt)
        let span = (quickTimes.max() ?? .zero) - (quickTimes.min() ?? .zero)
        let arrivals = Dictionary(
            (slow.mailbox.mails + quick.mailbox.mails).flatMap(\.recipients).map { ($0, 1) }, uniquingKeysWith: +)
        let resets = mails.count { $0.recipients.first?.hasPrefix("client") == true }
        var findings = Findings()
        findings.expect(ends == ["sent \(2 * each)"], "ended as \(ends)")
        findings.expect(
            Set(arrivals.keys) == Set(Load.recipients(each)), "\(arrivals.count) of \(2 * each) recipients got mail")
        findings.expect(arrivals.values.allSatisfy { $0 == 1 }, "somebody got mail twice")
        findings.expect(
            slow.tally.mostConnections <= connections, "the slow relay had \(slow.tally.mostConnections) connections")
        // Two rounds of its connections are all that the slow one may get while the quick one carries the rest.
        findings.expect(
            slow.mailbox.count <= 4 * connections, "the slow relay got \(slow.mailbox.count) of \(2 * each)")
        findings.expect(span < answer, "the quick relay needed \(span) for its share, held up by the slow one")
        return Row(
            "two relays, one of them 10 s for each dot, \(2 * each) messages of both lanes",
            "slow \(slow.mailbox.count) over \(slow.tally.mostConnections) connections, quick \(quick.mailbox.count) "
                + "(\(resets) resets) within \(Int(span / .milliseconds(1))) ms; lost 0, twice 0",
            faults: findings.faults)
    }
}
