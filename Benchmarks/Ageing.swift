import TestServers

/// Newsletters and resets in turn on one database, as its autovacuum comes: whether the tenth issue goes as fast as the first.
struct Ageing: Measurement {
    static let name = "ageing"

    private static let ratio = Figure(
        name: "ageing.ratio", what: "rate of the tenth newsletter, to that of the first", reach: 0.95, beyond: 1)
    private static let halves = Figure(
        name: "ageing.halves", what: "rate of the middle one of the last five newsletters, to that of the first five",
        reach: 0.95, beyond: 1)
    private static let first = Figure(name: "ageing.first", what: "messages a second of the first newsletter")
    private static let slowest = Figure(name: "ageing.slowest", what: "messages a second of the slowest newsletter")
    static let figures = [ratio, halves, first, slowest]

    private let issues = 10
    private let readers = 60_000
    private let resets = 30_000

    /// One round is a long one: ten issues.
    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            try await Issues.subscribe(readers, on: place)
            var rates: [Double] = []
            try await place.withWorker { _ in
                for issue in 0..<issues {
                    rates.append(try await Issues.rate(readers, on: place))
                    StandardError.write("  issue \(issue + 1): \(Int(rates[issue])) a second")
                    if issue == 0 { _ = try await Resets.rate(resets, from: 1, on: place) }
                }
            }
            table.add(rates[issues - 1] / rates[0], to: Self.ratio)
            // Single newsletters differ by a tenth each way.
            table.add(median(rates.suffix(issues / 2)) / median(rates.prefix(issues / 2)), to: Self.halves)
            table.add(rates[0], to: Self.first)
            table.add(rates.min() ?? 0, to: Self.slowest)
        }
    }

    private func median(_ rates: ArraySlice<Double>) -> Double { rates.sorted()[rates.count / 2] }
}
