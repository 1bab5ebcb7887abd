import Foundation

/// What every scenario showed, for people.
struct ChaosTable {
    private struct Line {
        var scenario: String
        var row: Row
        var seconds: Int
    }

    private let seed: UInt64
    private let start = ContinuousClock.now
    private var lines: [Line] = []

    init(seed: UInt64) { self.seed = seed }

    var isGood: Bool { lines.allSatisfy(\.row.faults.isEmpty) }

    /// Runs one scenario. It gets chance of its own, so that it behaves alike whether it runs alone or among others.
    mutating func run(_ scenario: any Scenario.Type) async {
        Self.tell("\(scenario.name) ...")
        let start = ContinuousClock.now
        var chance = Chance(seed: seed)
        let rows: [Row]
        do {
            rows = try await scenario.init().run(&chance)
        } catch {
            rows = [Row(scenario.name, "broke off", faults: ["\(error)"])]
        }
        let seconds = Self.seconds(since: start)
        for (index, row) in rows.enumerated() {
            lines.append(Line(scenario: scenario.name, row: row, seconds: index == 0 ? seconds : 0))
            Self.tell(
                "  \(Self.verdict(row).padding(toLength: 7, withPad: " ", startingAt: 0)) \(row.what): \(row.counts)")
            for fault in row.faults { Self.tell("         \(fault)") }
        }
    }

    func print() {
        var rows = [["scenario", "what was done", "what came of it", "verdict", "s"]]
        for line in lines {
            rows.append([
                line.scenario, line.row.what, line.row.counts, Self.verdict(line.row),
                line.seconds == 0 ? "" : "\(line.seconds)",
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        Swift.print("")
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            Swift.print(cells.joined(separator: "  "))
        }
        for line in lines {
            for note in line.row.notes { Swift.print("note   \(line.scenario): \(note)") }
            for fault in line.row.faults { Swift.print("FAILED \(line.scenario): \(line.row.what): \(fault)") }
        }
        let failed = lines.count { !$0.row.faults.isEmpty }
        let skipped = lines.count { $0.row.isSkipped }
        Swift.print(
            "\n\(lines.count) lines, \(failed) failed, \(skipped) skipped, \(Self.seconds(since: start)) s, seed \(seed)"
        )
    }

    private static func verdict(_ row: Row) -> String {
        row.faults.isEmpty ? row.isSkipped ? "skipped" : "ok" : "FAILED"
    }

    /// What goes on, for whoever watches.
    private static func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    private static func seconds(since start: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - start).components.seconds)
    }
}
