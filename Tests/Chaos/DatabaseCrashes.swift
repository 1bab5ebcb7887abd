import Catcher
import TestServers

/// The database is ended without warning again and again, and its host lost at last, while mail of both lanes comes in and goes
/// out. The worker runs on through all of it.
struct DatabaseCrashes: Scenario {
    static let name = "database"

    private let crashes = 10
    private let each = 2_000
    private let portion = 50

    func run(_ chance: inout Chance) async throws -> [Row] {
        // Slow enough that mail is left for the last of the troubles.
        let relay = try await CatchingServer.start(
            conduct: Script([Rule(at: .dot, do: [.pause(.milliseconds(100)), .usual])]))
        let rows = try await Stage.with { stage in
            let pair = try await PostgresPair(primary: stage.postgres)
            do {
                let row = try await trial(pair, relay, stage.with(relay: relay).with(database: pair.url), &chance)
                await pair.stop()
                return [row]
            } catch {
                await pair.stop()
                throw error
            }
        }
        await relay.stop()
        return rows
    }

    private func trial(
        _ pair: PostgresPair, _ relay: CatchingServer, _ stage: Stage, _ chance: inout Chance
    ) async throws -> Row {
        try await Load.newsletter(each, on: stage)
        return try await stage.withWorker { worker in
            async let producing = produce(on: stage)
            let hits = try await trouble(pair, relay, &chance)
            let retries = try await producing
            try await Load.settled(2 * each, on: stage)
            return try await judge(hits, retries, relay, worker, stage)
        }
    }

    /// Crashes and the failover, each some way further into the mail; how many found mail left to send.
    private func trouble(
        _ pair: PostgresPair, _ relay: CatchingServer, _ chance: inout Chance
    ) async throws -> Int {
        var hits = 0
        for number in 1...crashes + 1 {
            try await relay.mailbox.wait(for: number * 2 * each / (crashes + 4), within: .seconds(120))
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...300, using: &chance)))
            hits += relay.mailbox.count < 2 * each ? 1 : 0
            if number <= crashes { try await pair.crash() } else { try await pair.failOver() }
        }
        return hits
    }

    /// Enqueues in portions, each of them again until the database has said that it has it; how often it did not say so.
    private func produce(on stage: Stage) async throws -> Int {
        var retries = 0
        for first in stride(from: 1, through: each, by: portion) {
            let statement = """
                select count(facteur.enqueue('password-reset', 'client' || n || '@client.test',
                    jsonb_build_object('link', 'https://boutique.example/jeton?t=' || md5(n::text)),
                    dedup_key => 'client' || n))
                from generate_series(\(first), \(first + portion - 1)) n
                """
            try await stage.wait("a portion is enqueued") {
                do {
                    try await stage.sql(statement)
                    return true
                } catch {
                    retries += 1
                    return false
                }
            }
            try await Task.sleep(for: .milliseconds(500))
        }
        return retries
    }

    private func judge(
        _ hits: Int, _ retries: Int, _ relay: CatchingServer, _ worker: Running, _ stage: Stage
    ) async throws -> Row {
        let arrivals = Arrivals(relay.mailbox)
        let lost = Load.recipients(each).filter { arrivals.counts[$0] == nil }
        let sent = try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'")
        let messages = try await stage.sql("select count(*) from facteur.message")
        let log = worker.outputSoFar
        let losses = log.split(separator: "\n").count { $0.contains("\"event\":\"database_lost\"") }
        let returns = log.split(separator: "\n").count { $0.contains("\"event\":\"database_back\"") }
        var findings = Findings()
        findings.expect(hits == crashes + 1, "only \(hits) of \(crashes + 1) troubles found mail left to send")
        findings.expect(lost.isEmpty, "lost: \(lost.prefix(5))")
        findings.expect(arrivals.twice.isEmpty, "came twice: \(arrivals.twice.prefix(5))")
        findings.expect(messages == ["\(2 * each)"], "the outbox has \(messages) messages, not \(2 * each)")
        findings.expect(sent == ["\(2 * each)"], "the outbox says that \(sent) were sent")
        findings.expect(
            losses > 0 && losses == returns, "database_lost \(losses) times, database_back \(returns) times")
        return Row(
            "\(crashes) immediate stops and a failover over \(2 * each) messages",
            "lost \(lost.count); twice \(arrivals.twice.count); the worker said database_lost \(losses) times and ran on; "
                + "the producer tried again \(retries) times",
            faults: findings.faults)
    }
}
