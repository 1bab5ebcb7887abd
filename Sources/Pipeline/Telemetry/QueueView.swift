import Mail
import Synchronization

/// What was last seen of the queue, and how much has gone out lately: for whoever asks how the worker is, at no cost to the database.
final class QueueView: Sendable {
    private struct State {
        var survey: QueueSurvey?
        var sent = RecentCount()
    }

    private let state = Mutex(State())

    func saw(_ survey: QueueSurvey) { state.withLock { $0.survey = survey } }
    func sent(at now: Duration) { state.withLock { $0.sent.add(at: now) } }

    func look(at now: Duration) -> (survey: QueueSurvey?, sentLastMinute: Int) {
        state.withLock { ($0.survey, $0.sent.count(at: now)) }
    }
}

/// How often something happened within the last minute, to the second.
struct RecentCount: Sendable {
    private static let seconds = 60

    /// One for each second of the minute that ends with `latest`, which stands at its place in the round.
    private var counts = [Int](repeating: 0, count: seconds)
    private var latest: Int64 = 0

    mutating func add(at now: Duration) {
        advance(to: now)
        counts[Int(latest % Int64(Self.seconds))] += 1
    }

    mutating func count(at now: Duration) -> Int {
        advance(to: now)
        return counts.reduce(0, +)
    }

    /// Forgets what is over. A clock that seems to go back changes nothing.
    private mutating func advance(to now: Duration) {
        let second = now.components.seconds
        guard second > latest else { return }
        let stale = min(second - latest, Int64(Self.seconds))
        for step in 0..<stale { counts[Int((second - step) % Int64(Self.seconds))] = 0 }
        latest = second
    }
}
