import Mail

/// How long a kind's mail is tried, and what is done in doubt: the operator's settings over the editor's `kind.yaml` over
/// the lane's standard.
struct RetryRules: Sendable {
    /// How long mail rests whose fault must be repaired by a person first.
    static let repair: Duration = .seconds(120)

    /// nil for a kind that no template is of.
    private let definition: KindDefinition?
    /// The operator's word on the message's lane.
    private let override: WorkerSettings.Retry?

    init(_ definition: KindDefinition?, override: WorkerSettings.Retry?) {
        self.definition = definition
        self.override = override
    }

    func retry(for claimed: Claimed) -> RetryPolicy {
        var policy = definition?.retry ?? .standard(for: claimed.lane)
        policy.delays = override?.delays ?? policy.delays
        policy.giveUpAfter = override?.giveUpAfter ?? policy.giveUpAfter
        return policy
    }

    /// The wait before the next attempt. A reply's kind has a least wait of its own, which is a general experience; delays
    /// that an operator has set for the lane come of knowing the relay, and go before it. A wait that the reply itself
    /// named is meant for this message, and is kept before both.
    func delay(for claimed: Claimed, after verdict: Verdict, jitter: Double) -> Duration {
        let isOperators = override?.delays != nil
        return retry(for: claimed).delay(
            after: claimed.attempt, patience: verdict.named ?? (isOperators ? .zero : verdict.patience), jitter: jitter)
    }

    /// How long a message rests that a relay found one too many in its second: the relay's pace holds back the others.
    static func throttled(jitter: Double) -> Duration { Duration.seconds(2).spread(by: jitter) }

    /// Whether mail that waits for a repair has waited long enough. No attempt was made: age alone counts.
    func ends(for claimed: Claimed) -> Bool { claimed.sinceFirstDue >= retry(for: claimed).giveUpAfter }

    /// Whether mail to a domain that takes none from us has waited long enough: longer than its kind would, since hours of the wait may
    /// have been the relay's, but not for ever (four to five days, RFC 5321 section 4.5.4.1).
    func endsWithDomain(_ claimed: Claimed) -> Bool {
        claimed.sinceFirstDue >= max(retry(for: claimed).giveUpAfter, .seconds(5 * 86_400))
    }

    /// Whether a message in doubt goes once more: where its kind prefers twice to never, and it has not been in doubt before.
    func resends(_ claimed: Claimed) -> Bool {
        let policy = definition?.inDoubt ?? (claimed.lane == .transactional ? .resend : .hold)
        return policy == .resend && claimed.doubts == 0
    }
}
