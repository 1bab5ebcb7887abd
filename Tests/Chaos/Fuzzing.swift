import Foundation
import TestServers

/// Arbitrary bytes for whatever reads bytes that others choose, for a bounded time: `make fuzz`, which builds what it needs.
struct Fuzzing: Scenario {
    static let name = "fuzz"

    /// For each target.
    private let seconds = 5

    func run(_ chance: inout Chance) async throws -> [Row] {
        let own = ProcessInfo.processInfo.environment
        let make = try Running(
            executable: "/usr/bin/env", arguments: ["make", "fuzz", "FUZZ_SECONDS=\(seconds)"],
            environment: own.filter { ["HOME", "SWIFT", "TMPDIR", "LANG"].contains($0.key) }, input: "")
        let end = await make.end()
        let targets = end.outputLines.compactMap(Target.init)
        let failed = targets.filter { $0.faults > 0 }
        var findings = Findings()
        findings.expect(end.code == 0, "make fuzz ended with \(end.code): \((end.output + end.error).suffix(1_000))")
        findings.expect(!targets.isEmpty, "nothing was fed")
        for target in targets where target.executions == 0 { findings.expect(false, "\(target.name) was fed nothing") }
        for target in failed { findings.expect(false, "\(target.name): \(target.faults) faults") }
        return [
            Row(
                "arbitrary bytes for \(targets.count) readers, \(seconds) s each",
                "\(targets.reduce(0) { $0 + $1.executions }) inputs, faults \(targets.reduce(0) { $0 + $1.faults })",
                faults: findings.faults)
        ]
    }

    /// One line of its report: `fuzz NAME 1234 executions 99 executions/s 0 faults`.
    private struct Target {
        var name: String
        var executions: Int
        var faults: Int

        init?(_ line: String) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 6, words[0] == "fuzz", words[3] == "executions", words.last == "faults",
                let executions = Int(words[2]), let faults = Int(words[words.count - 2])
            else { return nil }
            (name, self.executions, self.faults) = (words[1], executions, faults)
        }
    }
}
