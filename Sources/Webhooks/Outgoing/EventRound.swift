import Mail

/// One round of telling an endpoint: who is told what beside each other, and what came of it. The events of one message stay in their
/// order, however many are told at once.
struct EventRound: Sendable {
    /// Told beside each other; within one, one after the other.
    let lanes: [[OutgoingEvent]]
    private let events: [OutgoingEvent]
    private var answers: [Int64: EventAnswer] = [:]

    /// - Parameters:
    ///   - events: In the order of their cursors.
    ///   - taken: Those that the endpoint has taken already, beyond one that it has not.
    ///   - width: How many lanes at most.
    init(_ events: [OutgoingEvent], taken: Set<Int64>, width: Int) {
        self.events = events
        var lanes = [[OutgoingEvent]](repeating: [], count: max(width, 1))
        var lanesOfMessages: [String: Int] = [:]
        for event in events {
            if taken.contains(event.cursor) {
                answers[event.cursor] = .taken
                continue
            }
            let lane = event.message.flatMap { lanesOfMessages[$0] } ?? Self.shortest(lanes)
            if let message = event.message { lanesOfMessages[message] = lane }
            lanes[lane].append(event)
        }
        self.lanes = lanes.filter { !$0.isEmpty }
    }

    private static func shortest(_ lanes: [[OutgoingEvent]]) -> Int {
        lanes.indices.min { lanes[$0].count < lanes[$1].count } ?? 0
    }

    /// What came of a lane: answers to its first events.
    mutating func note(_ answers: [EventAnswer], of lane: [OutgoingEvent]) {
        for (event, answer) in zip(lane, answers) { self.answers[event.cursor] = answer }
    }

    /// How many of a lane the endpoint took.
    static func count(_ answers: [EventAnswer]) -> Int { answers.count { $0 == .taken } }

    /// The last event before which none is missing.
    var cursor: Int64? { events.prefix { answers[$0.cursor] == .taken }.last?.cursor }

    /// Taken, though one before is not: not to be told again by this worker.
    var ahead: Set<Int64> {
        Set(events.drop { answers[$0.cursor] == .taken }.map(\.cursor).filter { answers[$0] == .taken })
    }

    /// Passes over the first event, where the endpoint refuses it for what it holds and takes others: that event, and what was said to it.
    mutating func skipFirst() -> (OutgoingEvent, EventAnswer)? {
        guard let first = events.first, let answer = answers[first.cursor], answer.isOfTheEvent,
            answers.values.contains(.taken)
        else { return nil }
        answers[first.cursor] = .taken
        return (first, answer)
    }

    /// What the endpoint said to the first event that it did not take; nil where none was refused, be it that time ran out.
    var refusal: EventAnswer? {
        events.lazy.compactMap { answers[$0.cursor] }.first { $0 != .taken }
    }
}
