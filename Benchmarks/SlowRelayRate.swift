/// An issue by a relay that answers each dot after 50 ms, over 64 lines.
struct SlowRelayRate: Measurement {
    static let name = "slow-relay"

    private static let share = Figure(
        name: "slow-relay.share", what: "messages a second over 64 lines, each dot answered after 50 ms, to 64 / 50 ms",
        reach: 0.97, beyond: 0.99)
    private static let yardstick = Figure(
        name: "slow-relay.yardstick", what: "the same of smtp-source with 64 sessions")
    private static let relay = Figure(
        name: "slow-relay.relay", what: "share of a core that the slow relay used meanwhile")
    static let figures = [share, yardstick, relay]

    private let trial = SlowRelayTrial(delay: .milliseconds(50), lines: 64, readers: 7_680)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await trial.run(rounds: rounds) { result in
            table.add(result.share, to: Self.share)
            table.add(result.yardstick, to: Self.yardstick)
            table.add(result.relay, to: Self.relay)
        }
    }
}
