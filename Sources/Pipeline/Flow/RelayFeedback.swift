import Mail

/// What one attempt says of the relay.
enum RelayFeedback: Sendable, Hashable {
    /// Nothing: it was not asked.
    case none
    /// It spoke, and did its part, whatever became of the message.
    case works
    /// It, or the way to it, is at fault: every other message would meet the same.
    case fails(Failing)

    struct Failing: Sendable, Hashable {
        /// What is wrong, with the relay's own words.
        var reason: String
        /// It takes less than it is given (421).
        var isBusy = false
        var alarm = Verdict.Alarm.none
        /// What the operator should do, the same for every message that meets the fault.
        var advice = ""
    }

    /// What the fleet should hear.
    var report: RelayFleet.Report {
        switch self {
        case .none: .untried
        case .works: .works
        case .fails(let failing): failing.isBusy ? .busy : .fails
        }
    }
}
