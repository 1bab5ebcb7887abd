import TestServers

/// A worker is stopped by SIGSTOP in the middle of its work, as a suspended machine stops it, while another one goes on: then it runs
/// again, or dies of the watchdog's SIGABRT, and a successor starts on its state directory.
struct Suspend: Scenario {
    static let name = "suspend"

    private static let trials = [
        SuspendTrial(seconds: 10, end: .goesOn), SuspendTrial(seconds: 40, end: .goesOn),
        SuspendTrial(seconds: 100, end: .goesOn), SuspendTrial(seconds: 40, end: .aborted),
        SuspendTrial(seconds: 10, end: .killed),
    ]

    func run(_ chance: inout Chance) async throws -> [Row] {
        try await withThrowingTaskGroup(of: (Int, Row).self) { group in
            for (number, trial) in Self.trials.enumerated() {
                group.addTask {
                    do {
                        return (number, try await Stage.with { try await trial.outcome(on: $0) }.row)
                    } catch {
                        return (number, Row("SIGSTOP for \(trial.seconds) s", "broke off", faults: ["\(error)"]))
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
