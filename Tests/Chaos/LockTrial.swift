import Catcher
import Synchronization
import TestServers

/// A lock on one table, and what must come of it: a delay, and nothing else.
struct LockTrial: Sendable {
    /// What PostgreSQL's own commands take.
    enum Mode: String, Sendable, CaseIterable {
        /// CREATE INDEX: others read, nobody writes.
        case share
        /// ALTER TABLE, VACUUM FULL: nobody does either.
        case accessExclusive = "access exclusive"
    }

    let table: String
    let mode: Mode
    let workers: Int

    private static let seconds = 60

    /// Runs workers under load through the lock.
    func outcome(on stage: Stage) async throws -> Outcome {
        // Slow enough that mail is on its way at each moment, and quick as soon as the trouble is over.
        let answer = Mutex(Duration.milliseconds(300))
        let script = Script { moment in
            moment.stage == .dot ? [.pause(answer.withLock { $0 }), .usual] : [.usual]
        }
        return try await CatchingServer.running(conduct: script) { relay in
            let stage = stage.with(relay: relay).with([
                "FACTEUR_SMTP_CONNECTIONS": "6", "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "2",
            ])
            return try await withWorkers(workers, on: stage) {
                let load = SteadyLoad(clients: 5, readers: 5)
                async let producing = load.produce(on: stage)
                try await relay.mailbox.wait(for: 60)
                let known = try await Self.known(on: stage)
                let before = relay.mailbox.count
                let held = try await lock(on: stage)
                let meanwhile = relay.mailbox.count - before
                try await Task.sleep(for: .seconds(5))
                load.stop()
                answer.withLock { $0 = .zero }
                let expected = try await producing
                // Many trials run at a time: nobody asks their databases again and again while mail is still coming.
                try? await relay.mailbox.wait(for: expected.count, within: .seconds(180))
                try await Load.settled(expected.count, within: .seconds(60), on: stage)
                return try await Outcome(
                    trial: self, held: held, meanwhile: meanwhile, expected: expected,
                    arrivals: Arrivals(relay.mailbox),
                    forgotten: known.subtracting(Self.known(on: stage)).count,
                    late: stage.sql("select count(*) from facteur.delivery where late").first ?? "",
                    doubts: stage.sql("select count(*) from facteur.delivery where outcome in ('resend', 'in_doubt')")
                        .first ?? "")
            }
        }
    }

    private func withWorkers<Result>(_ count: Int, on stage: Stage, _ body: () async throws -> Result) async throws
        -> Result
    {
        guard count > 0 else { return try await body() }
        return try await stage.withWorker { _ in
            try await withWorkers(
                count - 1, on: try stage.withStateDirectory("worker\(count)_\(table)_\(mode)_\(workers)"), body)
        }
    }

    /// Takes the lock in another session and keeps it; how long it was held.
    private func lock(on stage: Stage) async throws -> Duration {
        let start = ContinuousClock.now
        try await stage.sql(
            "begin; lock table facteur.\(table) in \(mode.rawValue) mode; select pg_sleep(\(Self.seconds)); commit")
        return ContinuousClock.now - start
    }

    /// The workers, each with the moment since which the database knows it: one that was taken for dead begins anew.
    private static func known(on stage: Stage) async throws -> Set<String> {
        Set(try await stage.sql("select epoch || ' ' || started_at from facteur.worker"))
    }
}

extension LockTrial {
    /// What a trial showed.
    struct Outcome: Sendable {
        let trial: LockTrial
        let held: Duration
        /// Mails that arrived while the lock was held.
        let meanwhile: Int
        let expected: [String]
        let arrivals: Arrivals
        /// Workers that were taken for dead.
        let forgotten: Int
        let late: String
        let doubts: String

        var lost: [String] { expected.filter { arrivals.counts[$0] == nil } }

        /// What is not as it must be.
        var faults: [String] {
            var findings = Findings()
            findings.expect(held >= .seconds(LockTrial.seconds), "the lock was held for \(held) only")
            findings.expect(lost.isEmpty, "\(lost.count) lost of \(expected.count): \(lost.prefix(5))")
            findings.expect(
                arrivals.twice.isEmpty,
                "\(arrivals.twice.count) came twice of \(expected.count): \(arrivals.twice.prefix(5))")
            findings.expect(forgotten == 0, "\(forgotten) of \(trial.workers) workers taken for dead")
            findings.expect(late == "0", "\(late) outcomes came too late")
            findings.expect(doubts == "0", "\(doubts) in doubt, though every dot had its reply")
            return findings.faults.map { "\(trial.table): \($0)" }
        }
    }
}
