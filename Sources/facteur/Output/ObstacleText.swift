import Mail
import Postgres

/// What a message waits for, in sentences.
extension Obstacle {
    /// What it is, since when and by whom; without the remedy.
    func text(_ time: LocalTime) -> String {
        let since = since.map { " since \(time.full($0))" } ?? ""
        let reason = reason.map { ": \($0)" } ?? ""
        switch kind {
        case .paused: return "\(subject ?? "it") is paused" + (by.map { " by \($0)" } ?? "") + since + reason
        case .noWorker:
            return "no worker runs"
                + (count.map { "; the last was heard of \(LocalTime.words(.seconds($0))) ago" } ?? "")
        case .journal: return "the worker \(subject ?? "") cannot write its journal\(since)\(reason)"
        case .parked: return "\(subject ?? "") \(park(time)) (\(self.reason ?? ""))"
        case .later:
            return (subject == nil ? "it is to go out at " : "its issue's pace gives it its turn at ") + moment(time)
        case .retry: return "attempt \(count ?? 1) comes at \(moment(time)), after \"\(self.reason ?? "")\""
        case .relayDown: return "the relay \(subject ?? "") is down\(since)\(reason)"
        case .quota:
            return "the relay \(subject ?? "") has had its \(count ?? 0) messages of a day, until \(moment(time))"
        case .queue: return queue
        }
    }

    private func moment(_ time: LocalTime) -> String { until.map(time.full) ?? "an unknown moment" }

    private func park(_ time: LocalTime) -> String {
        guard let until, until > time.now else { return "was parked, and one message is about to probe it" }
        return "is parked until \(time.full(until))"
    }

    private var queue: String {
        switch count ?? 0 {
        case 0: "it is due: a worker takes it in a moment"
        case Surroundings.most...: "it is due, behind \(Surroundings.most) messages or more"
        case let count: "it is due, behind \(count == 1 ? "1 message" : "\(count) messages")"
        }
    }
}
