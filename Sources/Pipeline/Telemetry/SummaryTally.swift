import Mail
import Observability

/// What a worker did since it last said so, for one line a minute. Pure: it is told the time as a duration since any fixed moment.
struct SummaryTally: Sendable {
    /// How often it is told.
    static let period: Duration = .seconds(60)

    private var since: Duration
    private var outcomes: [Event: Int] = [:]
    private var longest: [Lane: Duration] = [:]
    private var survey = QueueSurvey()

    init(since: Duration) { self.since = since }

    /// An attempt whose outcome is stored; `queued` is how long its message had been due when it was claimed.
    mutating func add(_ event: Event, _ lane: Lane, queued: Duration) {
        outcomes[event, default: 0] += 1
        if queued > longest[lane] ?? .zero { longest[lane] = queued }
    }

    /// How the queue stands.
    mutating func add(_ survey: QueueSurvey) { self.survey = survey }

    /// What there was, and begins anew; nil where there is nothing to tell: no attempt, nothing that waits, no relay down.
    mutating func take(relaysDown: [String], at now: Duration) -> Summary? {
        defer { self = SummaryTally(since: now, survey: survey) }
        let waits = survey.waiting.values.contains { $0 > 0 }
        guard !outcomes.isEmpty || waits || !relaysDown.isEmpty else { return nil }
        return Summary(
            period: now - since, outcomes: outcomes, waiting: survey.waiting, longest: longest,
            inDoubt: survey.inDoubt.values.reduce(0, +), relaysDown: relaysDown)
    }

    private init(since: Duration, survey: QueueSurvey) {
        self.since = since
        self.survey = survey
    }
}

/// A minute of a worker.
struct Summary: Sendable, Hashable {
    var period: Duration
    /// Attempts whose outcome was stored.
    var outcomes: [Event: Int]
    /// Due messages that nobody holds.
    var waiting: [Lane: Int]
    /// The longest that an attempted message had been due when it was claimed.
    var longest: [Lane: Duration]
    /// Messages that a person must decide about.
    var inDoubt: Int
    var relaysDown: [String]

    /// Messages a second that a relay took, with one decimal.
    var perSecond: Double {
        let milliseconds = Double(max(period.milliseconds, 1))
        return (Double(outcomes[.sent] ?? 0) * 10_000 / milliseconds).rounded() / 10
    }

    var other: Int { outcomes.reduce(0) { $0 + ([.sent, .deferred, .failed].contains($1.key) ? 0 : $1.value) } }

    /// `1200 sent (20.0/s), 3 deferred; 40 transactional and 96000 bulk wait; down: relay:25`.
    var sentence: String {
        let ended = Event.allCases.compactMap { event in outcomes[event].map { (event, $0) } }.map { event, count in
            "\(count) \(event.rawValue)" + (event == .sent ? " (\(perSecond)/s)" : "")
        }
        let lanes = Lane.allCases.compactMap { lane -> String? in
            guard let count = waiting[lane], count > 0 else { return nil }
            return "\(count)\(count >= QueueSurvey.most ? " or more" : "") \(lane.rawValue)"
        }
        var parts = [ended.isEmpty ? "no attempt" : ended.joined(separator: ", ")]
        parts.append(lanes.isEmpty ? "nothing waits" : "due: \(lanes.joined(separator: ", "))")
        if let worst = longest.values.max(), worst >= .seconds(1) {
            parts.append("longest wait \(DurationText.text(worst))")
        }
        if inDoubt > 0 { parts.append("\(inDoubt) in doubt") }
        if !relaysDown.isEmpty { parts.append("down: \(relaysDown.joined(separator: ", "))") }
        return parts.joined(separator: "; ")
    }
}
