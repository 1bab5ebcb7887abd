import ArgumentParser

/// How fast the built worker is, beside the fastest plain SMTP client at hand; what each round showed is a line of a table.
@main
struct Bench: AsyncParsableCommand {
    static let measurements: [any Measurement.Type] = [
        NewsletterRate.self, ResetRate.self, ResetLatency.self, LoggingRate.self, SlowRelayRate.self,
        VerySlowRelayRate.self, WorkerFleet.self, Refusals.self, LargeLetters.self, AttachedFiles.self,
        SigningCost.self, StartTime.self, Idle.self,
        BacklogMemory.self, ClaimDepth.self, Ageing.self, DeepClaimDepth.self, HeldSnapshot.self,
        Finding.self, Producers.self,
    ]
    private static let everyday = measurements.filter { !$0.isSlow }.map { $0.name }
    private static let slow = measurements.filter { $0.isSlow }.map { $0.name }

    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures the built worker against a yardstick, and prints a table.",
        discussion: """
            Measurements: \(everyday.joined(separator: ", ")).

            Long ones, which run only when they are named: \(slow.joined(separator: ", ")).
            """)

    @Option(help: "How often each measurement is repeated.")
    var rounds = 5

    @Option(help: "A file for the figures of all rounds, in JSON.")
    var json: String?

    @Argument(help: "What to measure; without it all but the long ones.")
    var names: [String] = []

    func validate() throws {
        let known = Self.measurements.map { $0.name }
        guard rounds > 0 else { throw ValidationError("--rounds: at least 1") }
        for name in names where !known.contains(name) {
            throw ValidationError("there is no measurement \(name): choose of \(known.joined(separator: ", "))")
        }
    }

    func run() async throws {
        var table = BenchTable()
        let chosen = names.isEmpty ? Self.everyday : names
        for measurement in Self.measurements where chosen.contains(measurement.name) {
            StandardError.write("\(measurement.name) ...")
            let (start, before) = (ContinuousClock.now, try StolenTime())
            try await measurement.init().run(rounds: rounds, into: &table)
            StandardError.write("  \(measurement.name) took \((.now - start).components.seconds) s")
            table.add(
                try StolenTime().share(since: before),
                to: Figure(
                    name: "\(measurement.name).stolen",
                    what: "share of the processors' time that the machine's host gave to others meanwhile"))
        }
        table.print()
        if let json { try table.write(to: json) }
        // A figure that is not reached is a result, no error: who reads the table judges.
    }
}
