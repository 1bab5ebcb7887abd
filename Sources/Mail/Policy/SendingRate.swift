/// How many messages a second a relay is given: as many as can be, until it says that this is too many; then as many as it has just
/// taken, and slowly more (additive increase, multiplicative decrease). Pure: it is told the time as a duration since any fixed moment.
package struct SendingRate: Sendable {
    /// What is left of the rate at which a relay complained.
    private static let decrease = 0.93
    /// Added to the rate in each interval in which it was used and nobody complained, as a part of it and at least so much.
    private static let increase = 0.02
    private static let leastIncrease = 0.1
    private static let interval: Duration = .seconds(2)
    /// Complaints nearer to each other are one.
    private static let burst: Duration = .seconds(1)
    /// How long bulk mail rests after one: many relays count what they refuse, too.
    private static let rest: Duration = .milliseconds(300)
    /// How much of a turn that came late is made up for: no timer is exact.
    private static let slack: Duration = .milliseconds(50)
    /// How far transactional mail may run ahead of its turn; bulk mail makes up for it.
    private static let ahead: Duration = .milliseconds(250)

    /// A relay that has refused so many in so long, and taken none, is not paced but shut.
    private static let refusalsToStarve = 5
    private static let starvation: Duration = .seconds(10)

    /// Messages a second; nil while the relay has not complained.
    package private(set) var limit: Double?
    private var turn = Duration.zero
    private var restsUntil = Duration.zero
    private var changedAt = Duration.zero
    private var taken = RecentCount()
    /// Since when, and how often, the relay has refused without taking any.
    private var vainSince: Duration?
    private var vain = 0

    package init() {}

    /// From when on one more message of a lane may go.
    package func opening(for lane: Lane) -> Duration {
        guard let limit else { return .zero }
        switch lane {
        case .bulk: return max(turn, restsUntil)
        case .transactional: return turn - max(Self.ahead, .seconds(1 / limit))
        }
    }

    /// A message was let go.
    package mutating func admitted(at now: Duration) {
        guard let limit else { return }
        turn = max(turn, now - Self.slack) + .seconds(1 / limit)
    }

    /// The relay did its part for a message.
    package mutating func succeeded(at now: Duration) {
        taken.add(at: now)
        (vainSince, vain) = (nil, 0)
        guard let limit, now - changedAt >= Self.interval, Double(taken.count(at: now)) >= limit * 0.8 else { return }
        self.limit = limit + max(limit * Self.increase, Self.leastIncrease)
        changedAt = now
    }

    /// Whether the relay takes nothing at all, however slowly it is given: then what it says is no matter of seconds.
    package func isStarved(at now: Duration) -> Bool {
        guard let vainSince else { return false }
        return vain >= Self.refusalsToStarve && now - vainSince >= Self.starvation
    }

    /// The relay refused a message because it gets too many a second.
    package mutating func refused(at now: Duration) {
        vainSince = vainSince ?? now
        vain += 1
        guard limit == nil || now - changedAt >= Self.burst else { return }
        let rate = Double(max(taken.count(at: now), 1))
        limit = max(min(limit ?? rate, rate) * Self.decrease, 0.5)
        changedAt = now
        turn = now
        restsUntil = now + Self.rest
    }
}

/// How much happened within the last second, to a tenth of it.
private struct RecentCount: Sendable {
    private var counts = [Int](repeating: 0, count: 10)
    private var latest = 0

    mutating func add(at now: Duration) {
        advance(to: now)
        counts[latest % counts.count] += 1
    }

    mutating func count(at now: Duration) -> Int {
        advance(to: now)
        return counts.reduce(0, +)
    }

    private mutating func advance(to now: Duration) {
        let tenth = Int(now / .milliseconds(100))
        guard tenth > latest else { return }
        for passed in 0..<min(tenth - latest, counts.count) { counts[(tenth - passed) % counts.count] = 0 }
        latest = tenth
    }
}
