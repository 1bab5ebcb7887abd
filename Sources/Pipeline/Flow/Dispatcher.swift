import DequeModule
import Mail
import Synchronization

/// Where slots get their next message. Holds what is claimed and not yet in a slot, by lane, and says what to claim.
///
/// A slot asks only when it is free; a newsletter's message never gets a reserved slot. Under a lock and no actor: every message passes here
/// twice, and changes its thread for neither.
final class Dispatcher: Sendable {
    private struct State {
        var held: [Lane: Deque<ClaimedMessage>] = [:]
        var free: [LanePlan.Slot: Deque<CheckedContinuation<ClaimedMessage?, Never>>] = [:]
        /// In the slots now.
        var underway: [Lease: (held: ClaimedMessage, since: Duration)] = [:]
        var paces: [Lane: RunningMean] = [:]
        /// Lanes that more was asked for since their last claim: of a hundred slots one asks for all.
        var asked: Set<Lane> = []
        var isClosed = false
    }

    private let plan: LanePlan
    private let time: Time
    private let wakeUp: WakeUp
    private let state = Mutex(State())

    /// `wakeUp` rings when a slot is free for more than is held: time to claim.
    init(plan: LanePlan, time: Time, wakeUp: WakeUp) {
        self.plan = plan
        self.time = time
        self.wakeUp = wakeUp
    }

    // MARK: For the slots

    /// The next message for a slot, waited for; nil when the worker stops.
    func take(_ slot: LanePlan.Slot) async -> ClaimedMessage? {
        if let next = takeHeld(slot) { return next }
        return await withCheckedContinuation { continuation in
            // What came meanwhile found nobody waiting.
            let (answer, isNews) = state.withLock { state -> (ClaimedMessage??, Bool) in
                if state.isClosed { return (.some(nil), false) }
                let (next, isNews) = popHeld(for: slot, &state)
                if let next { return (next, isNews) }
                state.free[slot, default: []].append(continuation)
                return (nil, slot.lanes.reduce(false) { ask(for: $1, &state) || $0 })
            }
            if isNews { wakeUp.ring() }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// One that is held, for a slot that need not wait.
    private func takeHeld(_ slot: LanePlan.Slot) -> ClaimedMessage? {
        let (next, isNews) = state.withLock { state -> (ClaimedMessage?, Bool) in
            state.isClosed ? (nil, false) : popHeld(for: slot, &state)
        }
        if isNews { wakeUp.ring() }
        return next
    }

    /// A slot is done with a message. False when the worker stopped waiting for it and has settled it as in doubt.
    func finish(_ held: ClaimedMessage) -> Bool {
        let now = time.now()
        return state.withLock { state in
            guard let (_, since) = state.underway.removeValue(forKey: held.claimed.lease) else { return false }
            state.paces[held.claimed.lane, default: RunningMean()].record(now - since)
            return true
        }
    }

    // MARK: For the claimer

    /// How many messages of each lane to claim now, and how many are here or in a slot. A lane that wants none may ask anew: where slots
    /// have become slower since it asked, no claim answers that.
    func demand() -> (wanted: [Lane: Int], inHand: [Lane: Int]) {
        state.withLock { state in
            let wanted = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, wants($0, state)) })
            state.asked.formIntersection(wanted.filter { $0.value > 0 }.keys)
            var inHand = state.held.mapValues(\.count)
            for (message, _) in state.underway.values { inHand[message.claimed.lane, default: 0] += 1 }
            return (wanted, inHand)
        }
    }

    /// How many messages of a lane to claim now.
    func wants(_ lane: Lane) -> Int { state.withLock { wants(lane, $0) } }

    /// Takes what a claim of a lane came to, and gives it to slots that wait. What a closed dispatcher does not take is returned.
    func put(_ messages: [ClaimedMessage], of lane: Lane) -> [ClaimedMessage] {
        typealias Slot = CheckedContinuation<ClaimedMessage?, Never>
        let (given, rest) = state.withLock { state -> ([(Slot, ClaimedMessage)], [ClaimedMessage]) in
            state.asked.remove(lane)
            guard !state.isClosed else { return ([], messages) }
            var given: [(Slot, ClaimedMessage)] = []
            for message in messages {
                if let slot = popFreeSlot(for: lane, &state) {
                    given.append((slot, begin(message, &state)))
                } else {
                    state.held[lane, default: []].append(message)
                }
            }
            return (given, [])
        }
        for (slot, message) in given { slot.resume(returning: message) }
        return rest
    }

    /// Takes back what no slot has yet begun of a lane.
    func clear(_ lane: Lane) -> [ClaimedMessage] { state.withLock { clear(lane, &$0) } }

    // MARK: Stopping

    /// Ends the free slots, and gives no more. What no slot had begun is returned.
    func close() -> [ClaimedMessage] {
        let (slots, rest) = state.withLock { state in
            state.isClosed = true
            defer { state.free = [:] }
            return (Array(state.free.values.joined()), Lane.allCases.flatMap { clear($0, &state) })
        }
        for slot in slots { slot.resume(returning: nil) }
        return rest
    }

    /// Stops waiting for the slots that are still at work; what they have in hand is returned.
    func abandon() -> [ClaimedMessage] {
        state.withLock { state in
            defer { state.underway = [:] }
            return state.underway.values.map(\.held)
        }
    }

    // MARK: Inside, under the lock

    private func wants(_ lane: Lane, _ state: State) -> Int {
        guard !state.isClosed else { return 0 }
        let free = (state.free[.shared]?.count ?? 0) + (state.free[Self.own(lane)]?.count ?? 0)
        return plan.claim(
            lane, free: free, held: state.held[lane]?.count ?? 0, pace: state.paces[lane] ?? RunningMean())
    }

    private func clear(_ lane: Lane, _ state: inout State) -> [ClaimedMessage] {
        state.held.removeValue(forKey: lane).map(Array.init) ?? []
    }

    private func begin(_ message: ClaimedMessage, _ state: inout State) -> ClaimedMessage {
        state.underway[message.claimed.lease] = (message, time.now())
        return message
    }

    /// What is held for a slot, and whether a claim is to be rung for.
    private func popHeld(for slot: LanePlan.Slot, _ state: inout State) -> (ClaimedMessage?, Bool) {
        for lane in slot.lanes {
            guard let next = state.held[lane]?.popFirst() else { continue }
            let isNews = wants(lane, state) > 0 && ask(for: lane, &state)
            return (begin(next, &state), isNews)
        }
        return (nil, false)
    }

    /// Notes that more of a lane is wanted; whether that is to be rung for, once until there was a claim.
    private func ask(for lane: Lane, _ state: inout State) -> Bool { state.asked.insert(lane).inserted }

    /// The lane's own slots first: the shared ones stay free for both.
    private func popFreeSlot(
        for lane: Lane, _ state: inout State
    ) -> CheckedContinuation<ClaimedMessage?, Never>? {
        state.free[Self.own(lane)]?.popFirst() ?? state.free[.shared]?.popFirst()
    }

    /// The slots that serve a lane alone.
    private static func own(_ lane: Lane) -> LanePlan.Slot {
        switch lane {
        case .transactional: .reserved
        case .bulk: .bulk
        }
    }
}
