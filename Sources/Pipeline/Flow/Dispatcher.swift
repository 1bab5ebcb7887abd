import DequeModule
import Mail

/// Where slots get their next message. Holds what is claimed and not yet in a slot, by lane, and says what to claim.
///
/// A slot asks only when it is free; a newsletter's message never gets a reserved slot.
actor Dispatcher {
    private let plan: LanePlan
    private let time: Time
    private let wakeUp: WakeUp

    private var held: [Lane: Deque<ClaimedMessage>] = [:]
    private var free: [LanePlan.Slot: Deque<CheckedContinuation<ClaimedMessage?, Never>>] = [:]
    /// In the slots now.
    private var underway: [Lease: (held: ClaimedMessage, since: Duration)] = [:]
    private var paces: [Lane: SlotPace] = [:]
    /// Lanes that more was asked for since their last claim: of a hundred slots one asks for all.
    private var asked: Set<Lane> = []
    private var isClosed = false

    /// `wakeUp` rings when a slot is free for more than is held: time to claim.
    init(plan: LanePlan, time: Time, wakeUp: WakeUp) {
        self.plan = plan
        self.time = time
        self.wakeUp = wakeUp
    }

    // MARK: For the slots

    /// The next message for a slot, waited for; nil when the worker stops.
    func take(_ slot: LanePlan.Slot) async -> ClaimedMessage? {
        guard !isClosed else { return nil }
        if let next = next(for: slot) { return begin(next) }
        for lane in slot.lanes { ask(for: lane) }
        return await withCheckedContinuation { free[slot, default: []].append($0) }
    }

    /// A slot is done with a message. False when the worker stopped waiting for it and has settled it as in doubt.
    func finish(_ held: ClaimedMessage) -> Bool {
        guard let (_, since) = underway.removeValue(forKey: held.claimed.lease) else { return false }
        paces[held.claimed.lane, default: SlotPace()].record(time.now() - since)
        return true
    }

    // MARK: For the claimer

    /// How many messages of each lane to claim now, and how many are here or in a slot.
    var demand: (wanted: [Lane: Int], inHand: [Lane: Int]) {
        let wanted = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, wants($0)) })
        var inHand = held.mapValues(\.count)
        for (message, _) in underway.values { inHand[message.claimed.lane, default: 0] += 1 }
        return (wanted, inHand)
    }

    /// How many messages of a lane to claim now.
    func wants(_ lane: Lane) -> Int {
        guard !isClosed else { return 0 }
        return plan.claim(
            lane, free: freeSlots(for: lane), held: held[lane]?.count ?? 0, pace: paces[lane] ?? SlotPace())
    }

    /// Takes what a claim of a lane came to, and gives it to slots that wait. What a closed dispatcher does not take is returned.
    func put(_ messages: [ClaimedMessage], of lane: Lane) -> [ClaimedMessage] {
        asked.remove(lane)
        guard !isClosed else { return messages }
        for message in messages {
            if let slot = popFreeSlot(for: lane) {
                slot.resume(returning: begin(message))
            } else {
                held[lane, default: []].append(message)
            }
        }
        return []
    }

    /// Takes back what no slot has yet begun of a lane.
    func clear(_ lane: Lane) -> [ClaimedMessage] {
        held.removeValue(forKey: lane).map(Array.init) ?? []
    }

    // MARK: Stopping

    /// Ends the free slots, and gives no more. What no slot had begun is returned.
    func close() -> [ClaimedMessage] {
        isClosed = true
        for slot in free.values.joined() { slot.resume(returning: nil) }
        free = [:]
        return Lane.allCases.flatMap(clear)
    }

    /// Stops waiting for the slots that are still at work; what they have in hand is returned.
    func abandon() -> [ClaimedMessage] {
        defer { underway = [:] }
        return underway.values.map(\.held)
    }

    // MARK: Inside

    private func begin(_ message: ClaimedMessage) -> ClaimedMessage {
        underway[message.claimed.lease] = (message, time.now())
        return message
    }

    private func next(for slot: LanePlan.Slot) -> ClaimedMessage? {
        for lane in slot.lanes {
            guard let next = held[lane]?.popFirst() else { continue }
            if wants(lane) > 0 { ask(for: lane) }
            return next
        }
        return nil
    }

    /// Rings for a claim, once until there was one.
    private func ask(for lane: Lane) {
        if asked.insert(lane).inserted { wakeUp.ring() }
    }

    /// The lane's own slots first: the shared ones stay free for both.
    private func popFreeSlot(for lane: Lane) -> CheckedContinuation<ClaimedMessage?, Never>? {
        free[Self.own(lane)]?.popFirst() ?? free[.shared]?.popFirst()
    }

    private func freeSlots(for lane: Lane) -> Int {
        (free[.shared]?.count ?? 0) + (free[Self.own(lane)]?.count ?? 0)
    }

    /// The slots that serve a lane alone.
    private static func own(_ lane: Lane) -> LanePlan.Slot {
        switch lane {
        case .transactional: .reserved
        case .bulk: .bulk
        }
    }
}
