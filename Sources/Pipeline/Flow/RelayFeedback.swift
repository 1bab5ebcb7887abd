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
        /// It takes fewer a second than it is given.
        var isThrottling = false
        /// It refuses everybody.
        var concernsAll = false
        var alarm = Verdict.Alarm.none
        /// What the operator should do, the same for every message that meets the fault.
        var advice = ""
    }

    /// What the fleet should hear.
    var report: RelayFleet.Report {
        switch self {
        case .none: .untried
        case .works: .works
        case .fails(let failing) where failing.isThrottling: .throttles
        case .fails(let failing) where failing.concernsAll: .refusesAll
        case .fails(let failing): failing.isBusy ? .busy : .fails
        }
    }
}

extension RelayFeedback.Failing {
    /// What an end says of a relay that is at fault: the same words for a message and for a probe.
    init(_ end: Transmission.End, _ verdict: Verdict) {
        let said = Redaction.withoutAddresses(Redaction.withoutLinks(end.words(verdict)))
        self.init(
            // Where the relay said nothing, the explanation begins with the sentence.
            reason: end.reply == nil ? said : "\(verdict.sentence) (\(said))",
            isBusy: end.reply?.code == 421, isThrottling: verdict.isThrottle,
            concernsAll: verdict.concernsAll || end.isLoginRefused,
            alarm: verdict.alarm, advice: verdict.sentence)
    }
}

extension Transmission.End {
    /// Whether there is no login for us: no other message would get further, and to knock again and again locks accounts.
    fileprivate var isLoginRefused: Bool {
        switch self {
        case .refused(let reply, let stage): stage == .auth && reply.isPermanent
        case .broken(let fault, _, _):
            switch fault {
            case .loginImpossible, .passwordUnreadable, .tokenRefused, .tokenUnreadable: true
            default: false
            }
        case .accepted, .inDoubt: false
        }
    }

    /// The relay's words, or why there are none, in one sentence.
    func words(_ verdict: Verdict) -> String {
        switch self {
        case .accepted(let reply), .refused(let reply, _): reply.text
        case .broken(_, let stage, let detail): "\(verdict.sentence); at \(stage.rawValue): \(detail)"
        case .inDoubt(_, let detail): "\(verdict.sentence): \(detail)"
        }
    }
}
