import TestServers

/// Newsletters while another session holds a snapshot, as a backup does: nothing that was deleted since can be cleaned up.
struct HeldSnapshot: Measurement {
    static let name = "snapshot"
    static let isSlow = true

    private static let ratio = Figure(
        name: "snapshot.ratio", what: "rate of a newsletter after 5 minutes with a held snapshot, to that before",
        reach: 0.9, beyond: 0.98)
    private static let toAfter = Figure(
        name: "snapshot.to-after", what: "the same, to the rate once it is released and cleaned up")
    private static let first = Figure(
        name: "snapshot.first", what: "rate of the first newsletter with the snapshot held, to that before")
    private static let postgres = Figure(
        name: "snapshot.postgres", what: "PostgreSQL's processor time for each message after 5 minutes, to that before")
    private static let before = Figure(name: "snapshot.before", what: "messages a second without it")
    private static let count = Figure(name: "snapshot.count", what: "newsletters while the snapshot was held")
    static let figures = [ratio, toAfter, first, postgres, before, count]

    private let readers = 40_000
    private let time = Duration.seconds(300)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { worker in
                // Everything was used once.
                _ = try await issue(worker, place)
                for _ in 0..<rounds {
                    let before = try await issues(worker, place)
                    let held = try await SnapshotHolder.running(on: place.stage) {
                        var all: [Issue] = []
                        let end = ContinuousClock.now + time
                        while ContinuousClock.now < end { all.append(try await issue(worker, place)) }
                        // Those that began when the time was over.
                        return (first: all[0], count: all.count, last: try await issues(worker, place))
                    }
                    // What was kept back is cleaned up.
                    try await place.stage.sql("vacuum")
                    let after = try await issues(worker, place)
                    table.add(held.last.rate / before.rate, to: Self.ratio)
                    table.add(held.last.rate / after.rate, to: Self.toAfter)
                    table.add(held.first.rate / before.rate, to: Self.first)
                    table.add(held.last.used.postgres / before.used.postgres, to: Self.postgres)
                    table.add(before.rate, to: Self.before)
                    table.add(Double(held.count), to: Self.count)
                }
            }
        }
    }

    /// The one in the middle of three, by its rate: what an issue meets by the way is not the same each time.
    private func issues(_ worker: Running, _ place: Workplace) async throws -> Issue {
        var three: [Issue] = []
        for _ in 0..<3 { three.append(try await issue(worker, place)) }
        return three.sorted { $0.rate < $1.rate }[1]
    }

    /// How fast an issue went, and the processor seconds for 1,000 of its messages.
    private typealias Issue = (rate: Double, used: ProcessorTime)

    private func issue(_ worker: Running, _ place: Workplace) async throws -> Issue {
        let before = try ProcessorTime(of: worker, place.stage)
        let rate = try await Issues.rate(readers, on: place)
        let used = try ProcessorTime(of: worker, place.stage).since(before, perThousandOf: readers)
        StandardError.write("  \(Int(rate)) a second, \(Int(used.postgres * 1000)) ms of PostgreSQL for 1,000")
        return (rate, used)
    }
}
