import TestServers

/// What it costs to log each message, into a file as a unit's log is one: a newsletter and resets at level info and at level warning, in turn.
struct LoggingRate: Measurement {
    static let name = "logging"

    private static let newsletter = Figure(
        name: "logging.newsletter", what: "rate of a newsletter at log level info in JSON, to that at level warning",
        reach: 0.95, beyond: 0.98)
    private static let resets = Figure(
        name: "logging.transactional", what: "rate of resets at log level info in JSON, to that at level warning",
        reach: 0.95, beyond: 0.98)
    private static let processor = Figure(
        name: "logging.processor", what: "the worker's processor time at level info, to that at level warning")
    private static let bytes = Figure(name: "logging.bytes", what: "bytes that level info wrote for each message")
    static let figures = [newsletter, resets, processor, bytes]

    private let readers = 20_000
    private let count = 10_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with(["FACTEUR_LOG_FORMAT": "json"]) { place in
            try await Issues.subscribe(readers, on: place)
            for round in 0..<rounds {
                // Whoever comes second finds fuller tables: the order changes.
                let levels = round % 2 == 0 ? ["warning", "info"] : ["info", "warning"]
                var runs: [String: Run] = [:]
                for (turn, level) in levels.enumerated() {
                    let first = 1 + (round * 2 + turn) * count
                    runs[level] = try await run(at: level, from: first, on: place)
                }
                guard let info = runs["info"], let warning = runs["warning"] else { return }
                table.add(info.newsletter / warning.newsletter, to: Self.newsletter)
                table.add(info.resets / warning.resets, to: Self.resets)
                table.add(info.processor / warning.processor, to: Self.processor)
            }
            let messages = rounds * (readers + count)
            let size = try LogFile.size(log("info", on: place))
            guard size > messages * 100 else { throw Stage.Failure("level info wrote \(size) bytes: that is no log") }
            table.add(Double(size) / Double(messages), to: Self.bytes)
        }
    }

    /// What a worker came to at one level: messages a second, and its processor seconds.
    private struct Run {
        var newsletter: Double
        var resets: Double
        var processor: Double
    }

    private func run(at level: String, from first: Int, on place: Workplace) async throws -> Run {
        let place = place.with(["FACTEUR_LOG_LEVEL": level])
        return try await place.withWorker(log: log(level, on: place)) { worker in
            let newsletter = try await Issues.rate(readers, on: place)
            let resets = try await Resets.rate(count, from: first, on: place)
            // All that it used, from its start.
            return Run(
                newsletter: newsletter, resets: resets,
                processor: try ProcessorTime.used(by: worker.processID))
        }
    }

    private func log(_ level: String, on place: Workplace) -> String { place.stage.path(of: "\(level).log") }
}
