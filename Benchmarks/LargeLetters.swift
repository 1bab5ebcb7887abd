import Foundation
import TestServers

/// An issue of 100 KB for each reader.
struct LargeLetters: Measurement {
    static let name = "large"

    private static let ratio = Figure(
        name: "large.ratio", what: "MB a second of an issue of 100 KB, to those of smtp-source with 16 sessions",
        reach: 0.9, beyond: 1)
    private static let rate = Figure(name: "large.rate", what: "MB a second")
    private static let yardstick = Figure(name: "large.yardstick", what: "smtp-source's MB a second")
    private static let size = Figure(name: "large.size", what: "KB of each letter as it is sent")
    static let figures = [ratio, rate, yardstick, size]

    private let readers = 8_000
    /// Paragraphs with a link each, as an issue with many articles has them; an SQL expression.
    private let html = """
        (select string_agg(
            '<p>Les tasses n° ' || n || ' sont de retour, en grès et à la main : quarante formes, six couleurs, trois tailles. '
            || '<a href="https://boutique.example/tasses/' || n || '">Voir la tasse n° ' || n || '</a></p>', E'\\n')
        from generate_series(1, 500) n)
        """

    func run(rounds: Int, into table: inout BenchTable) async throws {
        try await Workplace.with { place in
            let specimen = try await place.specimen { try await Load.newsletter(1, list: "essai", html: html, on: $0) }
            let size = Double(try Data(contentsOf: URL(fileURLWithPath: specimen)).count) / 1_000_000
            guard size > 0.09 else { throw Stage.Failure("a letter of \(size) MB is not a large one") }
            try await Issues.subscribe(readers, on: place)
            try await place.withWorker { _ in
                for _ in 0..<rounds {
                    let best = try await Yardstick.rate(
                        readers, of: specimen, sessions: Workplace.connections, into: place.sink)
                    let rate = try await Issues.rate(readers, html: html, on: place)
                    table.add(rate / best, to: Self.ratio)
                    table.add(rate * size, to: Self.rate)
                    table.add(best * size, to: Self.yardstick)
                    table.add(size * 1000, to: Self.size)
                }
            }
        }
    }
}
