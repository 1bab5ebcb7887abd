/// An issue by a relay that answers each dot after a second, over 512 lines.
struct VerySlowRelayRate: Measurement {
    static let name = "very-slow-relay"

    private static let share = Figure(
        name: "very-slow-relay.share", what: "messages a second over 512 lines, each dot answered after 1 s, to 512",
        reach: 0.95)
    private static let memory = Figure(
        name: "very-slow-relay.memory", what: "MB that the worker had in memory at most", reach: 100, beyond: 64,
        direction: .less)
    private static let yardstick = Figure(
        name: "very-slow-relay.yardstick", what: "the same share of smtp-source with 512 sessions")
    static let figures = [share, memory, yardstick]

    private let trial = SlowRelayTrial(delay: .seconds(1), lines: 512, readers: 5_120)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await trial.run(rounds: rounds) { result in
            table.add(result.share, to: Self.share)
            table.add(result.memory.peak, to: Self.memory)
            table.add(result.yardstick, to: Self.yardstick)
        }
    }
}
