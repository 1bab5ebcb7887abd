import Foundation
import TestServers

/// Another session locks a table of the outbox for a minute, each of them in its turn, while mail of both lanes comes in and goes out.
struct Locks: Scenario {
    static let name = "locks"

    /// Names of tables, to try these alone.
    private static let chosen = Set(
        (ProcessInfo.processInfo.environment["TABLES"] ?? "").split(separator: " ").map(String.init))
    /// How many trials run at a time, each share of them on a server of its own.
    private static let width = 11
    /// What a worker writes to all the time is locked against reading too, and while two workers are at it.
    private static let busiest = ["delivery", "ended", "lease", "worker"]

    func run(_ chance: inout Chance) async throws -> [Row] {
        let tables = try await Stage.with { stage in try await Self.tables(of: stage) }
        guard Self.chosen.isSubset(of: tables) else { throw Stage.Failure("TABLES are some of \(tables)") }
        let passes: [(mode: LockTrial.Mode, workers: Int, tables: [String])] = [
            (.share, 1, tables), (.share, 2, Self.busiest), (.accessExclusive, 1, Self.busiest),
        ]
        let trials = passes.flatMap { pass in
            pass.tables.filter { Self.chosen.isEmpty || Self.chosen.contains($0) }.map {
                LockTrial(table: $0, mode: pass.mode, workers: pass.workers)
            }
        }
        let reports = await reports(of: trials)
        return passes.map { pass in
            let own = reports.filter { $0.trial.mode == pass.mode && $0.trial.workers == pass.workers }
            let outcomes = own.compactMap(\.outcome)
            return Row(
                "\(pass.mode.rawValue) lock for 60 s, \(own.count) tables one by one, \(pass.workers) worker\(pass.workers > 1 ? "s" : "")",
                "\(outcomes.reduce(0) { $0 + $1.expected.count }) messages, \(outcomes.reduce(0) { $0 + $1.meanwhile }) of them "
                    + "sent meanwhile; lost \(outcomes.reduce(0) { $0 + $1.lost.count }), "
                    + "twice \(outcomes.reduce(0) { $0 + $1.arrivals.twice.count }), "
                    + "workers taken for dead \(outcomes.reduce(0) { $0 + $1.forgotten })",
                faults: own.flatMap(\.faults))
        }
    }

    /// Whatever the schema has, so that a new table is tried with the others. A lock on `delivery` is one on its partitions.
    private static func tables(of stage: Stage) async throws -> [String] {
        try await stage.sql(
            """
            select relname from pg_class
            where relnamespace = 'facteur'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname
            """)
    }

    private func reports(of trials: [LockTrial]) async -> [Report] {
        await withTaskGroup(of: [Report].self) { group in
            for share in 0..<Self.width {
                let own = stride(from: share, to: trials.count, by: Self.width).map { trials[$0] }
                group.addTask { await Self.reports(ofShare: own) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// One trial after the other, each with a database and workers of its own.
    private static func reports(ofShare trials: [LockTrial]) async -> [Report] {
        do {
            return try await Stage.with { stage in
                var reports: [Report] = []
                for (number, trial) in trials.enumerated() {
                    let stage = try await stage.copy("trial\(number)")
                    do {
                        reports.append(Report(trial: trial, outcome: try await trial.outcome(on: stage)))
                    } catch {
                        reports.append(Report(trial: trial, fault: "\(error)"))
                    }
                }
                return reports
            }
        } catch {
            return trials.map { Report(trial: $0, fault: "\(error)") }
        }
    }

    /// What a trial showed, or why it broke off.
    private struct Report: Sendable {
        let trial: LockTrial
        var outcome: LockTrial.Outcome?
        var fault: String?

        var faults: [String] { (outcome?.faults ?? []) + (fault.map { ["\(trial.table): \($0)"] } ?? []) }
    }
}
