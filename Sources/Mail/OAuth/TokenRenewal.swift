/// When a login's token is fetched, and who waits for it. Pure: it is told what happened and when.
///
/// A token is renewed before its end, and used meanwhile: a token server that is away for a while holds up no mail. One fetch is under
/// way at a time. After a failed one the server is left in peace for a while, longer each time.
package struct TokenRenewal: Sendable {
    /// What to do for who asks.
    package enum Decision: Sendable, Hashable {
        case use(AccessToken)
        /// The token still holds; begin to fetch the next one.
        case useAndFetch(AccessToken)
        /// Begin to fetch; who asked waits.
        case fetch
        /// A fetch is under way; who asked waits.
        case wait
        /// The refused token is as new as any.
        case noneNewer
        case fail(TokenFault)
    }

    /// A token that is refused this soon after it was fetched is not refused for its age, and another one would not be taken either.
    package static let freshness = Duration.seconds(60)
    /// It is renewed when so much of its life is left, or a fifth if that is less.
    package static let head = Duration.seconds(300)
    /// It is used no more when so little is left: the way to the relay takes time, and clocks differ.
    package static let margin = Duration.seconds(10)
    /// How long one is taken to be good for of which nobody said (RFC 6749 section 5.1): until then, or until it is refused.
    package static let unsaidLifetime = Duration.seconds(3600)
    private static let firstPause = Duration.seconds(5)
    private static let longestPause = Duration.seconds(300)

    private struct Held {
        var token: AccessToken
        var fetchedAt: ContinuousClock.Instant
        var renewAt: ContinuousClock.Instant
        /// nil: until it is refused.
        var end: ContinuousClock.Instant?
    }

    private var held: Held?
    private var isFetching = false
    private var pause = Backoff(first: firstPause, longest: longestPause)
    private var failure: (fault: TokenFault, until: ContinuousClock.Instant)?

    package init() {}

    /// Somebody wants the token; `refused`, if any, is one that the relay has just refused.
    package mutating func asked(
        insteadOf refused: AccessToken?, at now: ContinuousClock.Instant
    ) -> Decision {
        if let refused, let held, held.token == refused {
            if now - held.fetchedAt < Self.freshness { return .noneNewer }
            self.held = nil
        }
        if let held, held.end.map({ now < $0 }) ?? true {
            guard now >= held.renewAt, begins(at: now) else { return .use(held.token) }
            return .useAndFetch(held.token)
        }
        if isFetching { return .wait }
        if begins(at: now) { return .fetch }
        return failure.map { .fail($0.fault) } ?? .wait
    }

    /// A fetch has brought a token.
    package mutating func fetched(_ grant: TokenGrant, at now: ContinuousClock.Instant) {
        isFetching = false
        failure = nil
        pause.reset()
        let lifetime = grant.lifetime ?? Self.unsaidLifetime
        held = Held(
            token: grant.token, fetchedAt: now, renewAt: now + lifetime - min(Self.head, lifetime / 5),
            end: grant.lifetime.map { now + $0 - min(Self.margin, $0 / 10) })
    }

    /// A fetch has failed. `wait`: how long the server asked to be left alone (RFC 9110 section 10.2.3). `jitter` from -1 to 1 spreads
    /// the pause.
    package mutating func failed(
        _ fault: TokenFault, wait: Duration? = nil, jitter: Double, at now: ContinuousClock.Instant
    ) {
        isFetching = false
        let wait = min(wait ?? .zero, .seconds(3600))
        failure = (fault, now + max(pause.next(jitter: jitter), wait))
    }

    private mutating func begins(at now: ContinuousClock.Instant) -> Bool {
        guard !isFetching, failure.map({ now >= $0.until }) ?? true else { return false }
        isFetching = true
        return true
    }
}
