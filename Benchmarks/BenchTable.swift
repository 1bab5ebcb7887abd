import Foundation

/// What was measured, for people and for programs.
struct BenchTable {
    private var order: [Figure] = []
    private var rounds: [String: Rounds] = [:]

    /// Adds what one round came to.
    mutating func add(_ value: Double, to figure: Figure) {
        if rounds[figure.name] == nil { order.append(figure) }
        rounds[figure.name, default: Rounds()].add(value)
        StandardError.write("  \(figure.name) \(Self.text(value))")
    }

    func print() {
        var lines = [["figure", "median", "range", "reach", "beyond", "", "what it is"]]
        for figure in order {
            guard let found = rounds[figure.name] else { continue }
            let verdict = figure.isReached(found.median).map { $0 ? "reached" : "missed" } ?? ""
            lines.append([
                figure.name, Self.text(found.median),
                "\(Self.text(found.range.lowerBound)) to \(Self.text(found.range.upperBound))",
                figure.reach.map(Self.text) ?? "", figure.beyond.map(Self.text) ?? "", verdict, figure.what,
            ])
        }
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        for line in lines {
            let cells = zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            Swift.print(cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
        }
    }

    /// All rounds, with the machine on which they were run.
    func write(to path: String) throws {
        struct Result: Encodable {
            var figure: String
            var median: Double
            var rounds: [Double]
            var reach: Double?
            var beyond: Double?
        }
        struct Report: Encodable {
            var processors: Int
            var memoryBytes: UInt64
            var system: String
            var results: [Result]
        }
        let machine = ProcessInfo.processInfo
        let report = Report(
            processors: machine.activeProcessorCount, memoryBytes: machine.physicalMemory,
            system: machine.operatingSystemVersionString,
            results: order.compactMap { figure in
                rounds[figure.name].map {
                    Result(
                        figure: figure.name, median: $0.median, rounds: $0.values, reach: figure.reach,
                        beyond: figure.beyond)
                }
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(report).write(to: URL(fileURLWithPath: path))
    }

    private static func text(_ value: Double) -> String {
        abs(value) >= 100 ? String(Int(value.rounded())) : String(format: "%.3g", value)
    }
}

/// What goes on, for whoever watches.
enum StandardError {
    static func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
