import TestServers

/// An issue to a town, from the moment at which it is created to the last reader's letter.
struct NewsletterRate: Measurement {
    static let name = "newsletter"

    private static let ratio = Figure(
        name: "newsletter.ratio", what: "messages a second, to those of smtp-source with 16 sessions", reach: 0.85,
        beyond: 1)
    private static let rate = Figure(name: "newsletter.rate", what: "messages a second")
    private static let yardstick = Figure(name: "newsletter.yardstick", what: "smtp-source's messages a second")
    private static let worker = Figure(
        name: "newsletter.worker-seconds", what: "the worker's processor seconds for 1,000 messages")
    private static let postgres = Figure(
        name: "newsletter.postgres-seconds", what: "PostgreSQL's processor seconds for 1,000 messages")
    static let figures = [ratio, rate, yardstick, worker, postgres]

    private let readers = 40_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            let specimen = try await place.specimen { try await Load.newsletter(1, list: "essai", on: $0) }
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { worker in
                for _ in 0..<rounds {
                    let best = try await Yardstick.rate(
                        readers, of: specimen, sessions: Workplace.connections, into: place.sink)
                    let before = try ProcessorTime(of: worker, place.stage)
                    let rate = try await Issues.rate(readers, on: place)
                    let used = try ProcessorTime(of: worker, place.stage).since(before, perThousandOf: readers)
                    table.add(rate / best, to: Self.ratio)
                    table.add(rate, to: Self.rate)
                    table.add(best, to: Self.yardstick)
                    table.add(used.worker, to: Self.worker)
                    table.add(used.postgres, to: Self.postgres)
                }
            }
        }
    }
}
