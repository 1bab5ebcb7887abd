import TestServers

/// Messages of several transactional kinds, each with parameters of its own, that wait when the worker may begin.
struct ResetRate: Measurement {
    static let name = "transactional"

    private static let ratio = Figure(
        name: "transactional.ratio", what: "messages a second, to those of smtp-source with 16 sessions", reach: 0.6,
        beyond: 0.85)
    private static let rate = Figure(name: "transactional.rate", what: "messages a second")
    private static let worker = Figure(
        name: "transactional.worker-seconds", what: "the worker's processor seconds for 1,000 messages")
    private static let postgres = Figure(
        name: "transactional.postgres-seconds",
        what: "PostgreSQL's processor seconds for 1,000 messages, from enqueueing on")
    static let figures = [ratio, rate, worker, postgres]

    private let count = 20_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            let specimen = try await place.specimen { try await Load.transactional(1, on: $0) }
            try await place.withWorker { worker in
                for round in 0..<rounds {
                    let best = try await Yardstick.rate(
                        count, of: specimen, sessions: Workplace.connections, into: place.sink)
                    let before = try ProcessorTime(of: worker, place.stage)
                    let rate = try await Resets.rate(count, from: 2 + round * count, on: place)
                    let used = try ProcessorTime(of: worker, place.stage).since(before, perThousandOf: count)
                    table.add(rate / best, to: Self.ratio)
                    table.add(rate, to: Self.rate)
                    table.add(used.worker, to: Self.worker)
                    table.add(used.postgres, to: Self.postgres)
                }
            }
        }
    }
}

/// Transactional mail that waits.
enum Resets {
    /// Lets so many go at once; messages a second. What enqueueing takes is not counted.
    static func rate(_ count: Int, from first: Int, on place: Workplace) async throws -> Double {
        try await place.stage.expectSuccess("pause", "transactional")
        try await Load.transactional(count, from: first, on: place.stage)
        let before = try await place.ended()
        let start = ContinuousClock.now
        try await place.stage.expectSuccess("resume", "transactional")
        let end = try await place.sink.last { try await place.ended() == before + count }
        return Double(count) / ((end - start) / .seconds(1))
    }
}
