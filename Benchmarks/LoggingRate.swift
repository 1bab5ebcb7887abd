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

    private let readers = 16_000
    private let count = 8_000

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with(["FACTEUR_LOG_FORMAT": "json"]) { place in
            try await Issues.subscribe(readers, on: place)
            var next = 1
            for round in 0..<rounds {
                // Whoever comes second finds fuller tables, and a run of two seconds has its luck: each level goes twice, one of them
                // around the other, and the next round the other way about.
                let outer = round % 2 == 0 ? "warning" : "info"
                let inner = round % 2 == 0 ? "info" : "warning"
                var runs: [String: Run] = [:]
                for level in [outer, inner, inner, outer] {
                    runs[level, default: Run()] += try await run(at: level, from: next, on: place)
                    next += count
                }
                guard let info = runs["info"], let warning = runs["warning"] else { return }
                table.add(warning.newsletter / info.newsletter, to: Self.newsletter)
                table.add(warning.resets / info.resets, to: Self.resets)
                table.add(info.processor / warning.processor, to: Self.processor)
            }
            let messages = 2 * rounds * (readers + count)
            let size = try LogFile.size(log("info", on: place))
            guard size > messages * 100 else { throw Stage.Failure("level info wrote \(size) bytes: that is no log") }
            table.add(Double(size) / Double(messages), to: Self.bytes)
        }
    }

    /// What a level took, in seconds: the newsletter, the resets, and the worker's processor time.
    private struct Run {
        var newsletter = 0.0
        var resets = 0.0
        var processor = 0.0

        static func += (sum: inout Run, run: Run) {
            sum.newsletter += run.newsletter
            sum.resets += run.resets
            sum.processor += run.processor
        }
    }

    private func run(at level: String, from first: Int, on place: Workplace) async throws -> Run {
        let place = place.with(["FACTEUR_LOG_LEVEL": level])
        return try await place.withWorker(log: log(level, on: place)) { worker in
            let newsletter = try await Double(readers) / Issues.rate(readers, on: place)
            let resets = try await Double(count) / Resets.rate(count, from: first, on: place)
            // All that it used, from its start.
            return Run(
                newsletter: newsletter, resets: resets,
                processor: try ProcessorTime.used(by: worker.processID))
        }
    }

    private func log(_ level: String, on place: Workplace) -> String { place.stage.path(of: "\(level).log") }
}
