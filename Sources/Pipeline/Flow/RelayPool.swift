import Mail
import Synchronization

/// The relays between the slots and the world: gives each message that is ready to go one of them, lets it wait while they have
/// their hands full, hears what became of it, and tells when a relay goes down and comes back.
final class RelayPool: Sendable {
    /// A message that waits for a relay.
    struct Waiter {
        let kind: String
        let route: Int
        let tried: Set<Int>
        let continuation: CheckedContinuation<RelayLeave, Never>
    }

    struct State {
        var fleet: RelayFleet
        /// By the server's number.
        var standings: [RelayStanding]
        /// By the route's number.
        var queues: [RouteQueue]
        var waiting: [Lane: [Waiter]] = [:]
        var isClosed = false
    }

    /// Why a message is handed back that found none.
    static let noneReason = "no relay takes mail now"
    /// Why one is that found their quota used up.
    static let spentReason = "the relays' quota is used up"

    let relays: [Relay]
    let telemetry: Telemetry
    let time: Time
    let wakeUp: WakeUp
    let judge: @Sendable (Transmission.End) -> Verdict
    let state: Mutex<State>
    /// The slots that their connections make.
    let plan: LanePlan
    /// Rings when a connection may have to be probed at another moment.
    let probeSignal = WakeUp()
    /// Rings when a message begins to wait for its turn.
    let turnSignal = WakeUp()
    /// Rings when a slice of a quota may be wanted.
    let quotaSignal = WakeUp()
    /// Rings when another relay is down than before.
    let outageSignal = WakeUp()
    private let hasQuotas: Bool

    /// - Parameters:
    ///   - connections: The most connections to each relay that has no number of its own.
    ///   - reservedShare: The part of each relay's connections that serves transactional mail alone, 0 to 1.
    ///   - lanes: Those of the kinds for which relays are kept.
    ///   - judge: What the end of a probe means, for the operator.
    ///   - wakeUp: Rings when a relay's state changed: time to look what may be claimed.
    init(
        _ relays: [Relay], connections: Int, reservedShare: Double, lanes: [String: Lane] = [:],
        judge: @escaping @Sendable (Transmission.End) -> Verdict, telemetry: Telemetry, time: Time, wakeUp: WakeUp
    ) {
        self.relays = relays
        self.judge = judge
        self.telemetry = telemetry
        self.time = time
        self.wakeUp = wakeUp
        hasQuotas = relays.contains { $0.terms.perDay != nil }
        let shares = relays.map {
            RelayFleet.Share($0.terms, connections: $0.connections ?? connections, isStandIn: $0.isStandIn)
        }
        let fleet = RelayFleet(shares, reservedShare: reservedShare, lanes: lanes)
        plan = LanePlan(fleet.slots, reservedShare: reservedShare)
        state = Mutex(
            State(
                fleet: fleet, standings: relays.map { _ in RelayStanding() },
                queues: fleet.routes.all.map { RouteQueue(room: fleet.room(of: $0)) }))
    }

    var names: [String] { relays.map(\.name) }

    // MARK: - For the slots

    /// A relay for a message that is ready to go, waited for while one is up or being probed; when there is none, and when
    /// the worker stops, what becomes of the message instead. What became of one that goes must be told to `heard`.
    ///
    /// - Parameter tried: Servers that the message has already found at fault.
    func leave(for lane: Lane, kind: String = "", besides tried: Set<Int> = []) async -> RelayLeave {
        let now = time.now()
        guard let route = state.withLock({ $0.fleet.routes.route(of: kind, in: lane)?.number }) else {
            return .rest(
                RetryRules.repair.spread(by: time.jitter()), reason: "no relay serves \(kind): see smtp.relays")
        }
        // At once, as a rule.
        let first = state.withLock { state -> RelayLeave? in
            if let rest = state.queues[route].enter(at: now) {
                return .rest(rest, reason: "the relays for \(kind) have their hands full")
            }
            return settled(
                state.fleet.choose(lane, kind: kind, besides: tried, at: now), lane, kind, route, &state, now)
        }
        if let first {
            askForQuota()
            return first
        }
        return await withCheckedContinuation { continuation in
            let (leave, isForTurn) = state.withLock { state -> (RelayLeave?, Bool) in
                let choice = state.fleet.choose(lane, kind: kind, besides: tried, at: now)
                if let leave = settled(choice, lane, kind, route, &state, now) { return (leave, false) }
                if state.isClosed {
                    state.queues[route].leave(at: now)
                    return (.back, false)
                }
                let waiter = Waiter(kind: kind, route: route, tried: tried, continuation: continuation)
                state.waiting[lane, default: []].append(waiter)
                return (nil, state.fleet.nextTurn(of: lane, after: now) != nil)
            }
            if isForTurn { turnSignal.ring() }
            askForQuota()
            if let leave { continuation.resume(returning: leave) }
        }
    }

    /// What a choice comes to for its message; nil where it waits.
    func settled(
        _ choice: RelayFleet.Choice, _ lane: Lane, _ kind: String, _ route: Int, _ state: inout State, _ now: Duration
    ) -> RelayLeave? {
        if choice == .wait { return nil }
        if case .go(let pass) = choice { return .go(pass) }
        state.queues[route].leave(at: now)
        // What is handed back is found again at once, so that must only be where nothing of the lane is claimed.
        switch state.fleet.admission(of: lane, at: now) {
        case .full, .shut: return .back
        case .open, .probe, .probing: break
        }
        if case .full(let until) = choice {
            return .rest(max(until - now, .seconds(1)), reason: Self.spentReason)
        }
        // A quarter of the time that it has been away already: few tries in a long outage.
        let rest = state.fleet.outage(for: kind, in: lane, at: now) / 4
        return .rest(min(max(rest, .seconds(5)), .seconds(300)).spread(by: time.jitter()), reason: Self.noneReason)
    }

    /// A slice may be wanted that was not before.
    func askForQuota() {
        if hasQuotas, untilNextQuotaLook <= .zero { quotaSignal.ring() }
    }

    /// Hands a message to the relay of its pass.
    func send(_ message: Message, by pass: RelayFleet.Pass) async -> Transmission {
        await relays[pass.relay].carrier.send(message)
    }

    /// What an attempt's end means, in the light of what became of other messages at the same relay.
    func verdict(on end: Transmission.End, for claimed: Claimed, by pass: RelayFleet.Pass) -> Verdict {
        let verdict = judge(end)
        let now = time.now()
        return state.withLock { state in
            state.standings[pass.relay].record.read(
                end, as: verdict, of: claimed.lease.message, to: claimed.recipient, begunAt: pass.givenAt, at: now)
        }
    }

    /// Whether the relay hung up on this message alone, which another message's passing tells; waited for a moment.
    func isAloneToBeHungUpOn(_ message: MessageID, by pass: RelayFleet.Pass) async -> Bool {
        let hungUpAt = time.now()
        while !Task.isCancelled {
            let isAlone = state.withLock {
                $0.standings[pass.relay].record.isAloneToBeHungUpOn(message, hungUpAt: hungUpAt)
            }
            if isAlone { return true }
            guard time.now() - hungUpAt < HangUpWatch.patience else { return false }
            await time.sleep(.milliseconds(100))
        }
        return false
    }

    // MARK: - Stopping

    /// Lets nobody wait any more: what has found no relay is handed back.
    func close() {
        let now = time.now()
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            let waiters = state.waiting.values.flatMap(\.self)
            for waiter in waiters { state.queues[waiter.route].leave(at: now) }
            return waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: .back) }
    }

    /// Closes the connections to all relays; each lets its dialogues go on so long at most.
    func closeConnections(within patience: Duration) async {
        await withDiscardingTaskGroup { group in
            for relay in relays { group.addTask { await relay.carrier.close(within: patience) } }
        }
    }
}
