import TestServers

/// Several workers on one outbox, before a relay that answers each dot after 50 ms: whether four send four times what one does.
struct WorkerFleet: Measurement {
    static let name = "workers"

    private static let one = Figure(
        name: "workers.one", what: "messages a second of one over 16 lines, each dot answered after 50 ms, to 320",
        reach: 0.97, beyond: 0.99)
    private static let four = Figure(
        name: "workers.four", what: "messages a second of four of them on one outbox, to those of one", reach: 3.8,
        beyond: 3.95)
    static let figures = [one, four]

    private let delay = Duration.milliseconds(50)
    private let readers = 2_560
    private let fleet = 4

    func run(rounds: Int, into table: inout BenchTable) async throws {
        let lines = Workplace.connections
        let seconds: Double = delay / .seconds(1)
        let most = Double(lines) / seconds
        try await SlowRelay.with(delay: delay, lines: lines) { place, relay, _ in
            try await Issues.subscribe(readers, to: "bourg", on: place)
            try await Issues.subscribe(readers * fleet, to: "ville", on: place)
            for _ in 0..<rounds {
                let one = try await place.withWorkers(1) {
                    try await relay.rate(of: readers, lines: lines) { try await Issues.create(for: "bourg", on: place) }
                }
                let four = try await place.withWorkers(fleet) {
                    try await relay.rate(of: readers * fleet, lines: lines * fleet) {
                        try await Issues.create(for: "ville", on: place)
                    }
                }
                table.add(one / most, to: Self.one)
                table.add(four / one, to: Self.four)
            }
        }
    }
}
