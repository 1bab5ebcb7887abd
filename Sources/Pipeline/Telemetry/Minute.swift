import Mail
import Observability
import Synchronization

/// What is told once a minute, gathered from all slots: what attempts came to, and the lines that are counted.
final class Minute: Sendable {
    /// A storm with one of its outcomes, whose reply stands for all.
    typealias TellableStorm = (storm: StormGate.Storm, example: Settlement)

    private struct State {
        var tally: SummaryTally
        var gate = StormGate()
        var examples: [StormGate.Subject: Settlement] = [:]
    }

    private let state: Mutex<State>

    init(since: Duration) { state = Mutex(State(tally: SummaryTally(since: since))) }

    func add(_ event: Event, _ result: AttemptResult) {
        state.withLock { $0.tally.add(event, result.delivery.lane, queued: result.settlement.timings.queued) }
    }

    func add(_ survey: QueueSurvey) { state.withLock { $0.tally.add(survey) } }

    /// Whether a line is to be written; if not, it is counted.
    func isWhole(
        _ subject: StormGate.Subject, example: Settlement, to recipient: String, at now: Duration
    ) -> Bool {
        let domain = recipient.lastIndex(of: "@").map { recipient[$0...].dropFirst().lowercased() } ?? ""
        return state.withLock { state in
            if state.gate.isWhole(subject, domain: domain, at: now) { return true }
            if state.examples[subject] == nil { state.examples[subject] = example }
            return false
        }
    }

    /// What is to be told now.
    func take(relaysDown: [String], isLast: Bool, at now: Duration) -> (summary: Summary?, storms: [TellableStorm]) {
        state.withLock { state in
            let storms = isLast ? state.gate.rest(at: now) : state.gate.storms(at: now)
            let told = storms.compactMap { storm in
                state.examples.removeValue(forKey: storm.subject).map { (storm, $0) }
            }
            return (state.tally.take(relaysDown: relaysDown, at: now), told)
        }
    }
}
