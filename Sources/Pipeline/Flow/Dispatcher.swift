import DequeModule
import Mail

/// Where lines get their next message. Holds what is claimed and not yet on a line, by lane, and says what to claim.
///
/// A line asks only when it is free; a newsletter's message never gets a reserved line.
actor Dispatcher {
    private let plan: LanePlan
    private let time: Time
    private let wakeUp: WakeUp

    private var held: [Lane: Deque<ClaimedMessage>] = [:]
    private var free: [LanePlan.Line: Deque<CheckedContinuation<ClaimedMessage?, Never>>] = [:]
    /// On the lines now.
    private var underway: [Lease: (held: ClaimedMessage, since: Duration)] = [:]
    private var paces: [Lane: LinePace] = [:]
    private var isClosed = false

    /// `wakeUp` rings when a line is free for more than is held: time to claim.
    init(plan: LanePlan, time: Time, wakeUp: WakeUp) {
        self.plan = plan
        self.time = time
        self.wakeUp = wakeUp
    }

    // MARK: For the lines

    /// The next message for a line, waited for; nil when the worker stops.
    func take(_ line: LanePlan.Line) async -> ClaimedMessage? {
        guard !isClosed else { return nil }
        if let next = next(for: line) { return begin(next) }
        wakeUp.ring()
        return await withCheckedContinuation { free[line, default: []].append($0) }
    }

    /// A line is done with a message. False when the worker stopped waiting for it and has settled it as in doubt.
    func finish(_ held: ClaimedMessage) -> Bool {
        guard let (_, since) = underway.removeValue(forKey: held.claimed.lease) else { return false }
        paces[held.claimed.lane, default: LinePace()].record(time.now() - since)
        return true
    }

    // MARK: For the claimer

    /// How many messages of each lane to claim now, and how many are here or on a line.
    var demand: (wanted: [Lane: Int], inHand: Int) {
        let wanted = Dictionary(uniqueKeysWithValues: Lane.allCases.map { ($0, wants($0)) })
        return (wanted, underway.count + held.values.reduce(0) { $0 + $1.count })
    }

    /// How many messages of a lane to claim now.
    func wants(_ lane: Lane) -> Int {
        guard !isClosed else { return 0 }
        return plan.claim(
            lane, free: freeLines(for: lane), held: held[lane]?.count ?? 0, pace: paces[lane] ?? LinePace())
    }

    /// Takes claimed messages, and gives them to lines that wait. What a closed dispatcher does not take is returned.
    func put(_ messages: [ClaimedMessage]) -> [ClaimedMessage] {
        guard !isClosed else { return messages }
        for message in messages {
            if let line = popFreeLine(for: message.claimed.lane) {
                line.resume(returning: begin(message))
            } else {
                held[message.claimed.lane, default: []].append(message)
            }
        }
        return []
    }

    /// Takes back what no line has yet begun.
    func clear() -> [ClaimedMessage] {
        defer { held = [:] }
        return Lane.allCases.flatMap { held[$0] ?? [] }
    }

    // MARK: Stopping

    /// Sends the free lines home, and gives no more. What no line had begun is returned.
    func close() -> [ClaimedMessage] {
        isClosed = true
        for line in free.values.joined() { line.resume(returning: nil) }
        free = [:]
        return clear()
    }

    /// Stops waiting for the lines that are still at work; what they have in hand is returned.
    func abandon() -> [ClaimedMessage] {
        defer { underway = [:] }
        return underway.values.map(\.held)
    }

    // MARK: Inside

    private func begin(_ message: ClaimedMessage) -> ClaimedMessage {
        underway[message.claimed.lease] = (message, time.now())
        return message
    }

    private func next(for line: LanePlan.Line) -> ClaimedMessage? {
        let lanes: [Lane] = line == .reserved ? [.transactional] : [.transactional, .bulk]
        for lane in lanes {
            guard let next = held[lane]?.popFirst() else { continue }
            if wants(lane) > 0 { wakeUp.ring() }
            return next
        }
        return nil
    }

    /// Reserved lines first: the shared ones stay free for both.
    private func popFreeLine(for lane: Lane) -> CheckedContinuation<ClaimedMessage?, Never>? {
        if lane == .transactional, let line = free[.reserved]?.popFirst() { return line }
        return free[.shared]?.popFirst()
    }

    private func freeLines(for lane: Lane) -> Int {
        let shared = free[.shared]?.count ?? 0
        return lane == .transactional ? shared + (free[.reserved]?.count ?? 0) : shared
    }
}
