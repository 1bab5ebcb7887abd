/// What one worker may still spend of a relay's quota: slices that it has reserved in the database, where all workers share it. A
/// message costs the database nothing; a worker that is killed wastes a slice at most, and nobody ever exceeds the quota. Pure:
/// it is told the time as a duration since any fixed moment.
///
/// The quota counts any 24 hours. A slice is good for the short period of the database's count in which it was reserved; what is left of
/// it then is given back. Where both lanes go by the relay, a tenth of the quota is not for bulk mail: a newsletter that
/// has used up the day stops no reset link.
package struct QuotaPurse: Sendable {
    /// How a lane stands.
    package enum Standing: Sendable, Hashable {
        /// One more message may go.
        case open
        /// A slice must be reserved first.
        case empty
        /// The quota is used up.
        case full(until: Duration)
    }

    /// A slice to be reserved; its answer is told to `granted` or `failed`.
    package struct Ask: Sendable, Hashable {
        package let lane: Lane
        package let wanted: Int
        /// How much of the quota may be used, by whomever, with this slice.
        package let ceiling: Int

        package init(lane: Lane, wanted: Int, ceiling: Int) {
            self.lane = lane
            self.wanted = wanted
            self.ceiling = ceiling
        }
    }

    /// A reserved part that is not needed, to be given back.
    package struct Rest: Sendable, Hashable {
        package let period: String
        package let count: Int
    }

    /// The slice that a message was let go on.
    package struct Mark: Sendable, Hashable {
        fileprivate let slice: Int
    }

    private struct Slice {
        let number: Int
        let lane: Lane
        let period: String
        let until: Duration
        var left: Int
    }

    private struct LaneState {
        var isWanted = false
        var isAsking = false
        var asksAgainAt = Duration.zero
        var fullUntil: Duration?
    }

    /// How long after one that was not answered a slice is asked for again.
    private static let retry: Duration = .seconds(1)

    package let perDay: Int
    private let sharesLanes: Bool
    private var states: [Lane: LaneState] = [:]
    private var slices: [Slice] = []
    private var lastNumber = 0

    /// - Parameter lanes: Those of which some message goes by the relay.
    package init(perDay: Int, lanes: Set<Lane>) {
        self.perDay = max(perDay, 1)
        sharesLanes = lanes.count > 1
    }

    /// How much of the quota a lane may reach.
    package func ceiling(of lane: Lane) -> Int {
        lane == .bulk && sharesLanes ? perDay - perDay / 10 : perDay
    }

    /// A worker holds so much at most for a lane: both lanes together a hundredth of the quota.
    package var slice: Int { max(perDay / 200, 1) }

    // MARK: - Messages

    package func standing(_ lane: Lane, at now: Duration) -> Standing {
        if left(lane, at: now) > 0 { return .open }
        if let until = states[lane]?.fullUntil, now < until { return .full(until: until) }
        return .empty
    }

    /// A message waits for a slice.
    package mutating func want(_ lane: Lane) { states[lane, default: LaneState()].isWanted = true }

    /// A message goes; nil where none may.
    package mutating func take(_ lane: Lane, at now: Duration) -> Mark? {
        guard let index = slices.firstIndex(where: { $0.lane == lane && $0.left > 0 && now < $0.until }) else {
            want(lane)
            return nil
        }
        slices[index].left -= 1
        // The next slice is there before this one ends.
        if left(lane, at: now) <= slice / 2 { want(lane) }
        return Mark(slice: slices[index].number)
    }

    /// A message that was let go has not gone. That of a slice which is gone is forfeited.
    package mutating func putBack(_ mark: Mark) {
        guard let index = slices.firstIndex(where: { $0.number == mark.slice }) else { return }
        slices[index].left += 1
    }

    // MARK: - Slices

    /// The slices to be reserved now.
    package mutating func asks(at now: Duration) -> [Ask] {
        Lane.allCases.compactMap { lane in
            guard let state = states[lane], state.isWanted, !state.isAsking, state.asksAgainAt <= now else {
                return nil
            }
            if let until = state.fullUntil, now < until { return nil }
            let wanted = slice - left(lane, at: now)
            guard wanted > 0 else {
                // What has not gone came back.
                states[lane]?.isWanted = false
                return nil
            }
            states[lane]?.isAsking = true
            return Ask(lane: lane, wanted: wanted, ceiling: ceiling(of: lane))
        }
    }

    /// What came of an ask that was made at `askedAt`; whether it says for the first time that the quota is used up.
    package mutating func granted(_ grant: QuotaGrant, to ask: Ask, askedAt: Duration) -> Bool {
        let wasFull = states[ask.lane]?.fullUntil != nil
        states[ask.lane] = LaneState()
        guard grant.count > 0 else {
            // Until then others may give something back.
            states[ask.lane]?.fullUntil = askedAt + grant.opensIn
            return !wasFull
        }
        lastNumber += 1
        slices.append(
            Slice(
                number: lastNumber, lane: ask.lane, period: grant.period, until: askedAt + grant.lasts,
                left: grant.count))
        return false
    }

    /// An ask had no answer.
    package mutating func failed(_ ask: Ask, at now: Duration) {
        states[ask.lane, default: LaneState()].isAsking = false
        states[ask.lane, default: LaneState()].asksAgainAt = now + Self.retry
    }

    /// Takes out what can no longer be spent.
    package mutating func rests(at now: Duration) -> [Rest] {
        let over = slices.filter { $0.until <= now && $0.left > 0 }
        // A slice that was spent stays while it is good: what has not gone comes back to it.
        slices.removeAll { $0.until <= now }
        return over.map { Rest(period: $0.period, count: $0.left) }
    }

    /// Takes out all: the worker stops.
    package mutating func close() -> [Rest] {
        defer { slices = [] }
        return slices.filter { $0.left > 0 }.map { Rest(period: $0.period, count: $0.left) }
    }

    /// When something is to be asked for or given back; nil while nothing is known to be.
    package func nextLook(at now: Duration) -> Duration? {
        let asks = states.values.filter { $0.isWanted && !$0.isAsking }.map {
            max($0.asksAgainAt, $0.fullUntil ?? .zero)
        }
        return (asks + slices.filter { $0.left > 0 }.map(\.until)).min()
    }

    private func left(_ lane: Lane, at now: Duration) -> Int {
        slices.reduce(0) { $0 + ($1.lane == lane && now < $1.until ? $1.left : 0) }
    }
}

/// What the database says to an ask.
package struct QuotaGrant: Sendable, Hashable {
    /// How much was reserved; 0 where the quota is used up.
    package var count: Int
    /// The period in which it was counted, as the database calls it.
    package var period: String
    /// How long it is good.
    package var lasts: Duration
    /// Where nothing was reserved: how long until something can be.
    package var opensIn: Duration

    package init(count: Int, period: String, lasts: Duration, opensIn: Duration) {
        self.count = count
        self.period = period
        self.lasts = lasts
        self.opensIn = opensIn
    }
}
