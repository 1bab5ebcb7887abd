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
    private static let postgres = Figure(
        name: "snapshot.postgres", what: "PostgreSQL's processor time for each message after 5 minutes, to that before")
    private static let before = Figure(name: "snapshot.before", what: "messages a second without it")
    private static let count = Figure(name: "snapshot.count", what: "newsletters while the snapshot was held")
    static let figures = [ratio, first, postgres, before, count]

    private let readers = 40_000
    private let time = Duration.seconds(300)

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { worker in
                // Everything was used once.
                _ = try await issue(worker, place)
                for _ in 0..<rounds {
                    let before = try await issue(worker, place)
                    let held = try await SnapshotHolder.running(on: place.stage) {
                        var issues: [Issue] = []
                        let end = ContinuousClock.now + time
                        while ContinuousClock.now < end { issues.append(try await issue(worker, place)) }
                        // One that began when the time was over.
                        issues.append(try await issue(worker, place))
                        return issues
                    }
                    let last = held[held.count - 1]
                    table.add(last.rate / before.rate, to: Self.ratio)
                    table.add(held[0].rate / before.rate, to: Self.first)
                    table.add(last.used.postgres / before.used.postgres, to: Self.postgres)
                    table.add(before.rate, to: Self.before)
                    table.add(Double(held.count), to: Self.count)
                    // What was kept back is cleaned up before the next round.
                    try await place.stage.sql("vacuum")
                }
            }
        }
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
