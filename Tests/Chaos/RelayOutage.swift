import Catcher
import Synchronization
import TestServers

/// The relay is away for half an hour, refusing connections at first and hanging later. The worker and the outbox are real; the
/// half hour is: now and then every moment that the outbox knows is moved into the past.
struct RelayOutage: Scenario {
    static let name = "outage"

    private let lettres = 2_000
    private let clients = 2_700
    private let dying = 300
    private let steps = 6

    func run(_ chance: inout Chance) async throws -> [Row] {
        try await Stage.with { stage in
            let first = try await CatchingServer.start()
            let stage = stage.with(relay: first).with(["FACTEUR_SMTP_TIMEOUTS_GREETING": "4s"])
            return try await stage.withWorker { worker in
                try await Load.transactional(1, on: stage)
                try await first.mailbox.wait(for: 1)
                await first.stop()
                try await enqueue(on: stage)
                for _ in 0..<steps / 2 { try await passFiveMinutes(on: stage) }
                let hanging = try await CatchingServer.start(
                    port: first.port, conduct: Script([Rule(at: .greeting, do: [.hang])]))
                for _ in 0..<steps / 2 { try await passFiveMinutes(on: stage) }
                let hung = hanging.tally.connections
                await hanging.stop()
                let waiting = try await waiting(on: stage)

                let record = Record()
                let relay = try await CatchingServer.start(
                    port: first.port, conduct: record.script, mailbox: first.mailbox)
                try await Load.settled(1 + lettres + clients + dying, on: stage)
                let row = try await judge(waiting, hung, record, relay, worker, stage)
                await relay.stop()
                return [row]
            }
        }
    }

    private func enqueue(on stage: Stage) async throws {
        try await Load.newsletter(lettres, on: stage)
        try await Load.transactional(clients, from: 2, on: stage)
        try await stage.sql(
            """
            select count(facteur.enqueue('password-reset', 'perdu' || n || '@client.test',
                jsonb_build_object('link', 'https://boutique.example/jeton?t=' || md5(n::text)),
                expires_at => now() + interval '20 minutes'))
            from generate_series(1, \(dying)) n
            """)
    }

    /// Some seconds during which the worker tries the relay, and the rest of the five minutes by moving all moments.
    private func passFiveMinutes(on stage: Stage) async throws {
        try await Task.sleep(for: .seconds(8))
        let moved = ["ready", "scheduled", "lease", "in_doubt"].map {
            """
            update facteur.\($0) set due_at = due_at - interval '5 minutes',
                first_due_at = first_due_at - interval '5 minutes', dated_at = dated_at - interval '5 minutes';
            """
        }
        try await stage.sql(
            """
            update facteur.message set enqueued_at = enqueued_at - interval '5 minutes',
                due_at = due_at - interval '5 minutes', expires_at = expires_at - interval '5 minutes';
            \(moved.joined(separator: "\n"))
            """)
    }

    /// How many messages wait, and how many of them for more than their first attempt.
    private func waiting(on stage: Stage) async throws -> (all: Int, burnt: Int) {
        let line =
            try await stage.sql(
                """
                select count(*), count(*) filter (where attempt <> 1 or doubts <> 0) from (
                    select attempt, doubts from facteur.ready union all select attempt, doubts from facteur.scheduled
                    union all select attempt, doubts from facteur.lease) waiting
                """
            ).first?.split(separator: "|").compactMap { Int($0) } ?? []
        guard line.count == 2 else { throw Stage.Failure("the outbox does not say what waits") }
        return (line[0], line[1])
    }

    private func judge(
        _ waiting: (all: Int, burnt: Int), _ hung: Int, _ record: Record, _ relay: CatchingServer, _ worker: Running,
        _ stage: Stage
    ) async throws -> Row {
        let arrivals = Arrivals(relay.mailbox)
        let expected =
            (1...clients + 1).map { "client\($0)@client.test" } + (1...lettres).map { "lecteur\($0)@lettre.test" }
        let lost = expected.filter { arrivals.counts[$0] == nil }
        let dead = arrivals.counts.keys.filter { $0.hasPrefix("perdu") }
        let expired = try await stage.sql("select count(*) from facteur.ended where outcome = 'expired'").first ?? ""
        let worse = try await stage.sql(
            """
            select outcome || ' ' || attempt || ' ' || count(*) from facteur.delivery
            where attempt <> 1 or outcome not in ('sent', 'expired', 'postponed') group by outcome, attempt
            """)
        let probes = worker.outputSoFar.split(separator: "\n").count { $0.contains("\"event\":\"relay_down\"") }
        var findings = Findings()
        findings.expect(waiting.burnt == 0, "\(waiting.burnt) messages lost an attempt to the outage")
        findings.expect(hung > 0, "the hanging relay was never tried")
        findings.expect(probes == 1, "relay_down was said \(probes) times, not once")
        findings.expect(worse.isEmpty, "outcomes of another kind: \(worse)")
        findings.expect(lost.isEmpty, "lost: \(lost.prefix(5))")
        findings.expect(arrivals.twice.isEmpty, "came twice: \(arrivals.twice.prefix(5))")
        findings.expect(dead.isEmpty, "sent with a dead link: \(dead.prefix(5))")
        findings.expect(expired == "\(dying)", "\(expired) expired, not \(dying)")
        findings.expect(
            record.beforeFirstDot == [.greeting, .greeting, .mail],
            "before the probe was through: \(record.beforeFirstDot)")
        return Row(
            "relay away for \(5 * steps) minutes (simulated), \(waiting.all) messages waiting",
            "attempts burnt \(waiting.burnt); expired and not sent \(expired); sent dead \(dead.count); lost \(lost.count); "
                + "twice \(arrivals.twice.count); drain began with \(record.beforeFirstDot.count { $0 == .mail }) probe",
            faults: findings.faults)
    }

    /// What a relay that is back sees until it has taken the first message: a connection without mail, then one that brings it.
    private final class Record: Sendable {
        private let seen = Mutex<[Script.Stage]>([])

        var script: Script {
            Script { [self] moment in
                guard [.greeting, .mail, .dot].contains(moment.stage) else { return [.usual] }
                let isFirst = seen.withLock { seen in
                    seen.append(moment.stage)
                    return moment.stage == .dot && seen.count { $0 == .dot } == 1
                }
                // Whoever does not wait for the probe has the time to show it.
                return isFirst ? [.pause(.seconds(2)), .usual] : [.usual]
            }
        }

        var beforeFirstDot: [Script.Stage] { seen.withLock { Array($0.prefix { $0 != .dot }) } }
    }
}
