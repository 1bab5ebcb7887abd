import TestServers

/// What a worker takes that has nothing to do.
struct Idle: Measurement {
    static let name = "idle"

    private static let processor = Figure(
        name: "idle.processor", what: "% of a core that a worker takes with nothing to do, over 15 s", reach: 0.2,
        beyond: 0.1, direction: .less)
    private static let transactions = Figure(
        name: "idle.transactions", what: "its transactions a second meanwhile", reach: 2, beyond: 1, direction: .less)
    private static let memory = Figure(
        name: "idle.memory", what: "MB that it has in memory", reach: 32, beyond: 20, direction: .less)
    static let figures = [processor, transactions, memory]

    private let time = Duration.seconds(15)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            // The server's own transactions are not the worker's.
            try await place.stage.sql("alter system set autovacuum = off; select pg_reload_conf()")
            let unmeasured = try await commits(on: place.stage)
            let ownCommits = try await commits(on: place.stage) - unmeasured
            try await place.withWorker { worker in
                // It has opened its sessions, and after half a minute without mail all is quiet.
                try await Task.sleep(for: .seconds(45))
                for _ in 0..<rounds {
                    let before = try await commits(on: place.stage)
                    let (start, used) = (ContinuousClock.now, try ProcessorTime.used(by: worker.processID))
                    try await Task.sleep(for: time)
                    let seconds = (ContinuousClock.now - start) / .seconds(1)
                    let spent = try ProcessorTime.used(by: worker.processID) - used
                    let made = try await commits(on: place.stage) - before - ownCommits
                    table.add(spent / seconds * 100, to: Self.processor)
                    table.add(Double(made) / seconds, to: Self.transactions)
                    table.add(try ResidentMemory(of: worker).now, to: Self.memory)
                }
            }
        }
    }

    /// All that the database's sessions have told so far, the one that asks included: it tells when it ends.
    private func commits(on stage: Stage) async throws -> Int {
        let answer = try await stage.sql("select xact_commit from pg_stat_database where datname = current_database()")
        guard let count = answer.first.flatMap({ Int($0) }) else { throw Stage.Failure("no count of transactions") }
        return count
    }
}
