import Catcher
import Synchronization

/// Steps for a stage, and how often they are taken. A rule counts the moments that it matches.
package struct Rule: Sendable {
    /// Which of the matching moments a rule is for.
    package enum Times: Sendable, Hashable {
        case always
        /// The first so many.
        case first(Int)
        /// One in so many: with 10 the tenth, the twentieth, ...
        case every(Int)
        /// The first so many of each recipient.
        case firstOfEachRecipient(Int)
    }

    private let stage: Script.Stage
    private let times: Times
    private let matches: @Sendable (Script.Moment) -> Bool
    private let steps: [Script.Step]
    private let counter = Counter()

    package init(
        at stage: Script.Stage, _ times: Times = .always,
        where matches: @escaping @Sendable (Script.Moment) -> Bool = { _ in true },
        do steps: [Script.Step]
    ) {
        self.stage = stage
        self.times = times
        self.matches = matches
        self.steps = steps
    }

    /// The rule's steps, when it is for this moment.
    func steps(at moment: Script.Moment) -> [Script.Step]? {
        guard moment.stage == stage, matches(moment) else { return nil }
        let applies =
            switch times {
            case .always: true
            case .first(let limit): counter.next("") <= limit
            case .every(let interval): counter.next("") % max(interval, 1) == 0
            case .firstOfEachRecipient(let limit): counter.next(moment.recipient ?? "") <= limit
            }
        return applies ? steps : nil
    }

    /// Counts by key, shared by all the connections of a server.
    private final class Counter: Sendable {
        private let counts = Mutex<[String: Int]>([:])

        /// The count of a key, this time included.
        func next(_ key: String) -> Int {
            counts.withLock { counts in
                counts[key, default: 0] += 1
                return counts[key, default: 0]
            }
        }
    }
}
