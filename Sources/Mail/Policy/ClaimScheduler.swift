/// Which lane claims how much when: told what there is to do and what claims found, it says what to do next. Pure: it is told
/// the time as a duration since any fixed moment, and chance as a number.
///
/// Each lane is polled, since a wake-up may be lost, and has at most one claim under way. A transactional claim never waits for a
/// bulk one.
package struct ClaimScheduler: Sendable {
    /// The longest wait between two looks at what there is to do.
    package static let longestPause: Duration = .seconds(1)
    /// Between two looks for a newsletter's messages while all is quiet: who makes some claims them too, and rings for the others.
    package static let quietPause: Duration = .seconds(10)
    /// Between two looks for transactional mail while all is quiet and wake-ups are known to come through.
    package static let wokenPause: Duration = .seconds(2)
    /// The most of a newsletter that one claim takes: its messages stand before a reset link in the worker's own hands.
    package static let bulkAtOnce = 250

    /// What decides about claims.
    package struct Situation: Sendable {
        /// How many messages of a lane there is room for.
        package var wanted: [Lane: Int]
        /// Messages of a lane in hand that no relay has been given yet.
        package var unsent: [Lane: Int]
        /// How the relays are that serve a lane; shut where none is named.
        package var admissions: [Lane: RelayFleet.Admission]
        /// Whether producers' wake-ups are known to come through.
        package var hearsWakeUps: Bool
        /// Whether the outbox is away.
        package var isOutboxLost: Bool
        /// Whether nothing may leave: the journal cannot be written, or the last heartbeat is too old.
        package var isHandoverShut: Bool

        package init(
            wanted: [Lane: Int], unsent: [Lane: Int], admissions: [Lane: RelayFleet.Admission], hearsWakeUps: Bool,
            isOutboxLost: Bool, isHandoverShut: Bool
        ) {
            self.wanted = wanted
            self.unsent = unsent
            self.admissions = admissions
            self.hearsWakeUps = hearsWakeUps
            self.isOutboxLost = isOutboxLost
            self.isHandoverShut = isHandoverShut
        }
    }

    /// What to do.
    package enum Action: Sendable, Hashable {
        /// Claim so many messages; the answer is told to `answered`.
        case claim(Lane, Int)
        /// Hand back what nobody has begun to send of a lane.
        case release(Lane, Reason)
        /// Wait for so long, or until something happens.
        case wait(Duration)
    }

    /// Why messages are handed back.
    package enum Reason: Sendable, Hashable {
        /// Another worker's relay may be up.
        case noRelay
        /// The relays have used up their quota.
        case noQuota
        /// Nothing may leave just now.
        case handoverShut
    }

    /// When a lane is looked at next, if there is room for it.
    private struct Look {
        var pace = PollPace()
        var next: Duration = .zero
        var isUnderway = false
    }

    private var looks: [Lane: Look] = [:]
    private var arrivals = ArrivalRate()
    private var hearsWakeUps = false

    package init() {}

    /// Whether producers should wake this worker: a reset link is found at once, whatever else is being sent.
    package var wantsWakeUps: Bool { arrivals.areRare }

    /// Whether no lane has found anything for a while: what is not urgent may be done less often.
    package var isQuiet: Bool { Lane.allCases.allSatisfy { looks[$0]?.pace.isQuiet == true } }

    /// There may be mail: looks again at once.
    package mutating func wake() {
        for lane in Lane.allCases {
            looks[lane, default: Look()].pace.wake()
            looks[lane, default: Look()].next = .zero
        }
    }

    /// What to do now, the wait at the end. Claims count as under way from then on.
    package mutating func next(in situation: Situation, at now: Duration) -> [Action] {
        if situation.isOutboxLost { return [.wait(Self.longestPause)] }
        if situation.isHandoverShut {
            return Lane.allCases.map { .release($0, .handoverShut) } + [.wait(Self.longestPause)]
        }
        hearsWakeUps = situation.hearsWakeUps
        var actions: [Action] = []
        var pause = Self.longestPause
        // In this order: with every relay down one message probes, a transactional one if there is any.
        for lane in Lane.allCases {
            let limit: Int
            switch situation.admissions[lane] ?? .shut {
            case .open: limit = lane == .bulk ? Self.bulkAtOnce : .max
            // What is in hand and with no relay yet will probe by itself.
            case .probe: limit = (situation.unsent[lane] ?? 0) > 0 || isProbed(lane, in: situation) ? 0 : 1
            case .probing: limit = 0
            case .full, .shut:
                let isShut = situation.admissions[lane] ?? .shut == .shut
                actions.append(.release(lane, isShut ? .noRelay : .noQuota))
                continue
            }
            let look = looks[lane] ?? Look()
            let wanted = min(situation.wanted[lane] ?? 0, limit)
            // A lane that has no room is looked at when it has: that wakes.
            guard wanted > 0, !look.isUnderway else { continue }
            guard look.next <= now else {
                pause = min(pause, look.next - now)
                continue
            }
            looks[lane, default: Look()].isUnderway = true
            actions.append(.claim(lane, wanted))
        }
        return actions + [.wait(pause)]
    }

    /// Whether transactional mail, asked for or in hand, finds out how a relay is for bulk mail too.
    private func isProbed(_ lane: Lane, in situation: Situation) -> Bool {
        guard lane == .bulk, situation.admissions[.transactional] == .probe else { return false }
        return looks[.transactional]?.isUnderway == true || (situation.unsent[.transactional] ?? 0) > 0
    }

    /// What a claim came to; 0 found where the outbox did not answer. `jitter` from -1 to 1.
    package mutating func answered(_ lane: Lane, wanted: Int, found: Int, at now: Duration, jitter: Double) {
        looks[lane, default: Look()].isUnderway = false
        if lane == .transactional { arrivals.found(found, at: now) }
        guard found < wanted else {
            // There is likely more.
            looks[lane, default: Look()].pace.wake()
            return
        }
        // A wake-up may be lost, behind a pooler above all: beside a newsletter a reset link is looked for as often as the newsletter is.
        let isBusy = found > 0 || (lane == .transactional && looks[.bulk]?.pace.isBusy == true)
        let pause = looks[lane, default: Look()].pace.pause(foundMail: isBusy, jitter: jitter)
        looks[lane, default: Look()].next = now + (quietPause(of: lane) ?? pause)
    }

    /// The wait between two looks while nothing is going on; nil where a lane is looked at as ever.
    private func quietPause(of lane: Lane) -> Duration? {
        guard isQuiet else { return nil }
        switch lane {
        case .bulk: return Self.quietPause
        case .transactional: return hearsWakeUps ? Self.wokenPause : nil
        }
    }
}
