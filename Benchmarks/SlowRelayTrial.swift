import Glibc
import TestServers

/// Issues by a slow relay, each after as much mail of smtp-source's by the same one.
struct SlowRelayTrial: Sendable {
    struct Result {
        /// Of what the lines allow: one message each for each delay.
        var share: Double
        var yardstick: Double
        /// Processor seconds of the relay for each second of the issue.
        var relay: Double
        var memory: ResidentMemory
    }

    let delay: Duration
    let lines: Int
    let readers: Int

    func run(rounds: Int, _ add: (Result) -> Void) async throws {
        let seconds: Double = delay / .seconds(1)
        let most = Double(lines) / seconds
        try await SlowRelay.with(delay: delay, lines: lines) { place, relay, address in
            let specimen = try await place.specimen { try await Load.newsletter(1, list: "essai", on: $0) }
            try await Issues.subscribe(readers, on: place)
            for _ in 0..<rounds {
                let yardstick = try await relay.rate(of: readers / 2, lines: lines) {
                    _ = try await Yardstick.rate(readers / 2, of: specimen, sessions: lines, to: address)
                }
                // The most memory is one worker's in one round.
                try await place.withWorker { worker in
                    let (start, used) = (ContinuousClock.now, try ProcessorTime.used(by: getpid()))
                    let rate = try await relay.rate(of: readers, lines: lines) { try await Issues.create(on: place) }
                    let relay = (try ProcessorTime.used(by: getpid()) - used) / ((.now - start) / .seconds(1))
                    add(
                        Result(
                            share: rate / most, yardstick: yardstick / most, relay: relay,
                            memory: try ResidentMemory(of: worker)))
                }
            }
        }
    }
}
