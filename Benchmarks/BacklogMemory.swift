import TestServers

/// Whether a worker holds in memory what waits in the database.
struct BacklogMemory: Measurement {
    static let name = "backlog"

    private static let memory = Figure(
        name: "backlog.memory",
        what: "MB that a worker had in memory at most, 1,000,000 messages waiting: half paused, half due tomorrow",
        reach: 64, beyond: 40, direction: .less)
    private static let filling = Figure(name: "backlog.filling", what: "seconds that it took to have them wait")
    static let figures = [memory, filling]

    private let half = 500_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            let start = ContinuousClock.now
            async let later: Void = Backlog.fill(
                half, into: .scheduled, due: "now() + interval '1 day'", on: place.stage)
            try await Backlog.fill(half, on: place.stage)
            try await later
            table.add((ContinuousClock.now - start) / .seconds(1), to: Self.filling)
            try await Backlog.settle(on: place.stage)
            try await place.stage.expectSuccess("pause", "transactional")
            for _ in 0..<rounds {
                try await place.withWorker { worker in
                    // Surveys of the queue, and a look for what has come due each second.
                    try await Task.sleep(for: .seconds(6))
                    table.add(try ResidentMemory(of: worker).peak, to: Self.memory)
                }
            }
            guard try await place.ended() == 0 else { throw Stage.Failure("what was to wait was sent") }
        }
    }
}
