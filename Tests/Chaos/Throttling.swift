import Catcher
import Synchronization
import TestServers

/// A relay takes so many messages in each second and refuses the others. The pace is learned and held, and who waits for a reset link does not
/// feel it.
struct Throttling: Scenario {
    static let name = "throttling"

    private let allowance = 14
    private let span = Duration.seconds(120)
    private let resets = 100

    func run(_ chance: inout Chance) async throws -> [Row] {
        let gate = Gate(allowance)
        let relay = try await CatchingServer.start(
            conduct: Script([
                Rule(
                    at: .rcpt, where: { _ in !gate.takes() },
                    do: [.reply(454, "4.7.0 Throttling failure: Maximum sending rate exceeded")])
            ]))
        let postbox = Postbox(relay.mailbox)
        let row = try await Stage.with { stage in
            let stage = stage.with(relay: relay)
            try await Load.newsletter(allowance * 150, on: stage)
            return try await stage.withWorker { _ in
                try await stage.wait("the issue is on its way") { postbox.readers > 0 }
                let start = ContinuousClock.now
                async let waits = Resets(count: resets, interval: .seconds(1)).waits(on: stage, postbox)
                try await Task.sleep(until: start + span)
                let taken = postbox.count
                return judge(taken, try await waits, refused: gate.refused)
            }
        }
        await relay.stop()
        return [row]
    }

    private func judge(_ taken: Int, _ waits: [Duration], refused: Int) -> Row {
        let allowed = allowance * Int(span / .seconds(1))
        let share = Double(taken) / Double(allowed)
        let median = waits[waits.count / 2]
        let tail = waits[waits.count * 95 / 100]
        var findings = Findings()
        findings.expect(share >= 0.9, "\(taken) of \(allowed) that the relay allows were sent")
        findings.expect(median < .milliseconds(100), "the resets' median is \(median)")
        findings.expect(tail < .seconds(3), "of a hundred resets five waited \(tail) or more")
        return Row(
            "a relay takes \(allowance) messages a second for \(span)",
            "\(taken) of \(allowed) sent, \(refused) refused; resets p50 \(Int(median / .milliseconds(1))) ms, p95 "
                + "\(Int(tail / .milliseconds(1))) ms, longest \(Int((waits.last ?? .zero) / .milliseconds(1))) ms",
            faults: findings.faults)
    }

    /// Counts by whole seconds.
    private final class Gate: Sendable {
        private let allowance: Int
        private let state = Mutex<(second: Int, count: Int, refused: Int)>((0, 0, 0))
        private let start = ContinuousClock.now

        init(_ allowance: Int) { self.allowance = allowance }

        var refused: Int { state.withLock { $0.refused } }

        func takes() -> Bool {
            let second = Int((ContinuousClock.now - start) / .seconds(1))
            return state.withLock { state in
                if second != state.second { (state.second, state.count) = (second, 0) }
                state.count += 1
                if state.count > allowance { state.refused += 1 }
                return state.count <= allowance
            }
        }
    }
}
