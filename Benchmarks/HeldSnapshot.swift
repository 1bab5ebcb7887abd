import TestServers

/// Newsletters while another session holds a snapshot, as a backup does: nothing that was deleted since can be cleaned up.
struct HeldSnapshot: Measurement {
    static let name = "snapshot"
    static let isSlow = true

    private static let ratio = Figure(
        name: "snapshot.ratio", what: "rate of a newsletter after 5 minutes with a held snapshot, to that before",
        reach: 0.9, beyond: 0.98)
    private static let first = Figure(
        name: "snapshot.first", what: "rate of the first newsletter with the snapshot held, to that of the one before")
    private static let before = Figure(name: "snapshot.before", what: "messages a second without it")
    private static let count = Figure(name: "snapshot.count", what: "newsletters while the snapshot was held")
    static let figures = [ratio, first, before, count]

    private let readers = 40_000
    private let time = Duration.seconds(300)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { _ in
                // Everything was used once.
                _ = try await Issues.rate(readers, on: place)
                for _ in 0..<rounds {
                    let before = try await Issues.rate(readers, on: place)
                    let held = try await SnapshotHolder.running(on: place.stage) {
                        var rates: [Double] = []
                        let end = ContinuousClock.now + time
                        while ContinuousClock.now < end { rates.append(try await Issues.rate(readers, on: place)) }
                        // One that began when the time was over.
                        rates.append(try await Issues.rate(readers, on: place))
                        return rates
                    }
                    table.add(held[held.count - 1] / before, to: Self.ratio)
                    table.add(held[0] / before, to: Self.first)
                    table.add(before, to: Self.before)
                    table.add(Double(held.count), to: Self.count)
                    // What was kept back is cleaned up before the next round.
                    try await place.stage.sql("vacuum")
                }
            }
        }
    }
}
