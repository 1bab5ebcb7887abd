import Glibc
import TestServers

/// Tries that take minutes, against real servers, with the built command; what each showed is a line of a table.
///
///     chaos [--seed N] [SCENARIO ...]
@main
enum Chaos {
    static let scenarios: [any Scenario.Type] = [
        Kills.self, Matrix.self, Stopping.self, RelayOutage.self, SlowDomain.self, SlowRelay.self,
        Throttling.self, Greylisting.self, DatabaseCrashes.self, Locks.self, Suspend.self, Canary.self, Newsletter.self,
        Bounces.self, Tokens.self, Signatures.self, ManyProducers.self, Hosts.self,
        Fuzzing.self,
    ]

    static func main() async {
        var arguments = CommandLine.arguments.dropFirst()
        var seed = UInt64.random(in: 1...999_999)
        if arguments.first == "--seed" {
            seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? seed
            arguments = arguments.dropFirst(2)
        }
        let names = scenarios.map { $0.name }
        guard arguments.allSatisfy(names.contains) else {
            print("chaos: there is no such scenario: choose of \(names.joined(separator: ", "))")
            exit(64)
        }
        let chosen = arguments.isEmpty ? scenarios : scenarios.filter { arguments.contains($0.name) }
        var table = ChaosTable(seed: seed)
        for scenario in chosen { await table.run(scenario) }
        table.print()
        exit(table.isGood ? 0 : 1)
    }
}
