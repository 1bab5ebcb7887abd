import Mail
import Synchronization

/// The relays between the slots and the world: gives each message that is ready to go one of them, lets it wait while they have
/// their hands full, hears what became of it, and tells when a relay goes down and comes back.
final class RelayPool: Sendable {
    private typealias Continuation = CheckedContinuation<RelayFleet.Pass?, Never>

    /// A message that waits for a relay.
    private struct Waiter {
        let tried: Set<Int>
        let continuation: Continuation
    }

    /// What is known of one relay besides its place in the fleet.
    private struct Standing {
        var record = RelayRecord()
        /// Why it was last at fault.
        var fault = ""
        /// What alarm its outage has raised.
        var alarm: String?

        /// Keeps why it is at fault; whether that is worth an alarm, as it is once an outage.
        mutating func note(_ failing: RelayFeedback.Failing) -> Bool {
            fault = failing.reason
            guard failing.alarm != .none, alarm != failing.advice else { return false }
            alarm = failing.advice
            return true
        }
    }

    private struct State {
        var fleet: RelayFleet
        /// By the relay's number.
        var standings: [Standing]
        var waiting: [Lane: [Waiter]] = [:]
        var isClosed = false
    }

    /// Why a message is handed back that found none.
    static let noneReason = "no relay takes mail now"

    private let relays: [Relay]
    private let telemetry: Telemetry
    private let time: Time
    private let wakeUp: WakeUp
    private let judge: @Sendable (Transmission.End) -> Verdict
    private let state: Mutex<State>
    /// Rings when a connection may have to be probed at another moment.
    private let probeSignal = WakeUp()
    /// Rings when a message begins to wait for its turn.
    private let turnSignal = WakeUp()
    /// Rings when another relay is down than before.
    let outageSignal = WakeUp()

    /// - Parameters:
    ///   - connections: The most connections to each relay.
    ///   - reservedShare: The part of each relay's connections that serves transactional mail alone, 0 to 1.
    ///   - judge: What the end of a probe means, for the operator.
    ///   - wakeUp: Rings when a relay's state changed: time to look what may be claimed.
    init(
        _ relays: [Relay], connections: Int, reservedShare: Double,
        judge: @escaping @Sendable (Transmission.End) -> Verdict, telemetry: Telemetry, time: Time, wakeUp: WakeUp
    ) {
        self.relays = relays
        self.judge = judge
        self.telemetry = telemetry
        self.time = time
        self.wakeUp = wakeUp
        let shares = relays.map { RelayFleet.Share(weight: $0.weight, connections: connections) }
        state = Mutex(
            State(
                fleet: RelayFleet(shares, reservedShare: reservedShare), standings: relays.map { _ in Standing() }))
    }

    var names: [String] { relays.map(\.name) }

    // MARK: - For the slots

    /// A relay for a message that is ready to go, waited for while one is up or being probed; nil when there is none, and when
    /// the worker stops. What became of the message must be told to `heard`.
    ///
    /// - Parameter tried: Relays that the message has already found at fault.
    func pass(for lane: Lane, besides tried: Set<Int> = []) async -> RelayFleet.Pass? {
        let now = time.now()
        // At once, as a rule.
        let first = state.withLock { $0.fleet.choose(lane, besides: tried, at: now) }
        if case .go(let pass) = first { return pass }
        return await withCheckedContinuation { continuation in
            let (choice, isForTurn) = state.withLock { state -> (RelayFleet.Choice, Bool) in
                let choice = state.fleet.choose(lane, besides: tried, at: now)
                if choice != .wait { return (choice, false) }
                if state.isClosed { return (.shut, false) }
                state.waiting[lane, default: []].append(Waiter(tried: tried, continuation: continuation))
                return (.wait, state.fleet.nextTurn(of: lane, after: now) != nil)
            }
            if isForTurn { turnSignal.ring() }
            answer(continuation, choice)
        }
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

    /// What became of the message of a pass, as far as the relay is concerned. `message` where something of it had been said.
    func heard(_ feedback: RelayFeedback, of pass: RelayFleet.Pass, _ message: MessageID? = nil) {
        let now = time.now()
        let jitter = (time.jitter() + 1) / 2
        let relay = relays[pass.relay].name
        let (event, wasDown, isAlarm) = state.withLock { state in
            let wasDown = state.fleet.isDown(pass.relay)
            let event = state.fleet.heard(feedback.report, of: pass, message, at: now, jitter: jitter)
            var isAlarm = false
            switch feedback {
            case .none: break
            case .works: if !state.fleet.isDown(pass.relay) { state.standings[pass.relay].alarm = nil }
            case .fails(let failing): isAlarm = state.standings[pass.relay].note(failing)
            }
            return (event, wasDown, isAlarm)
        }
        if case .fails(let failing) = feedback {
            if isAlarm { telemetry.alarm(failing.alarm, relay, failing.reason) }
            if event == .relayDown { telemetry.relayDown(relay, failing.reason) }
        }
        if case .relayUp = event { telemetry.relayUp(relay) }
        if event != nil { outageSignal.ring() }
        if event != nil || wasDown {
            wakeUp.ring()
            probeSignal.ring()
        }
        review()
    }

    // MARK: - Probes of the connection

    /// Probes the connections to relays that are down, whenever it is time to; until cancelled.
    func keepProbing() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for probe in dueProbes() { group.addTask { await self.run(probe) } }
                let next = state.withLock { $0.fleet.nextProbe }
                await probeSignal.wait(atMost: next.map { max($0 - time.now(), .zero) } ?? .seconds(3600), by: time)
            }
        }
    }

    /// The probes to be made now: each of them is to be run.
    func dueProbes() -> [RelayFleet.ConnectionProbe] {
        let now = time.now()
        return state.withLock { $0.fleet.probes(at: now) }
    }

    /// Makes a probe, and takes in what became of it.
    func run(_ probe: RelayFleet.ConnectionProbe) async {
        let end = await relays[probe.relay].carrier.probe(within: probe.timeout)
        let now = time.now()
        let jitter = (time.jitter() + 1) / 2
        switch end {
        case .accepted:
            state.withLock { $0.fleet.heard(.works, of: probe, at: now, jitter: jitter) }
            // Who waits for another relay may go by this one, and something may be claimed.
            review()
            wakeUp.ring()
        case .broken(.stopping, _, _):
            state.withLock { $0.fleet.heard(.untried, of: probe, at: now, jitter: jitter) }
        case .refused, .broken, .inDoubt:
            let failing = RelayFeedback.Failing(end, judge(end))
            let isAlarm = state.withLock { state in
                state.fleet.heard(.fails(end.cause), of: probe, at: now, jitter: jitter)
                return state.standings[probe.relay].note(failing)
            }
            if isAlarm { telemetry.alarm(failing.alarm, relays[probe.relay].name, failing.reason) }
        }
        probeSignal.ring()
    }

    // MARK: - Turns

    /// Lets messages go whose turn has come, at a relay that takes only so many a second; until cancelled.
    func keepTurns() async {
        while !Task.isCancelled {
            let now = time.now()
            let next = state.withLock { state in
                Lane.allCases.compactMap { lane in
                    state.waiting[lane]?.isEmpty == false ? state.fleet.nextTurn(of: lane, after: now) : nil
                }.min()
            }
            // A busy relay has its turns in bundles rather than a timer for each.
            await turnSignal.wait(atMost: next.map { max($0 - now, .milliseconds(5)) } ?? .seconds(3600), by: time)
            review()
        }
    }

    // MARK: - For the claimer

    /// How freely mail may be claimed now.
    var admission: RelayFleet.Admission { state.withLock { $0.fleet.admission } }

    /// How many messages are with the relays.
    var flying: Int { state.withLock { $0.fleet.flying } }

    /// How many messages wait for one.
    var waiting: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    /// Looks again who of those that wait may go: transactional mail first. That bulk mail does not probe a relay becomes too long
    /// without anybody's word.
    func review() {
        let now = time.now()
        let answers = state.withLock { state in
            Lane.allCases.flatMap { lane -> [(Continuation, RelayFleet.Choice)] in
                guard let waiters = state.waiting[lane], !waiters.isEmpty else { return [] }
                var answers: [(Continuation, RelayFleet.Choice)] = []
                var kept: [Waiter] = []
                var isFull = false
                for waiter in waiters {
                    // Where one waits that any relay would suit, so do all like it.
                    let choice: RelayFleet.Choice =
                        isFull && waiter.tried.isEmpty
                        ? .wait : state.fleet.choose(lane, besides: waiter.tried, at: now)
                    if choice != .wait {
                        answers.append((waiter.continuation, choice))
                        continue
                    }
                    kept.append(waiter)
                    isFull = isFull || waiter.tried.isEmpty
                }
                state.waiting[lane] = kept
                return answers
            }
        }
        for (continuation, choice) in answers { answer(continuation, choice) }
    }

    // MARK: - For the worker

    /// Whether mail goes out, and by which relays it does not. One that can be reached again counts as up: mail is let to it.
    var health: Health.Relay {
        let faults = state.withLock { state in
            relays.indices.map { relay -> String? in
                state.fleet.isDown(relay) && !state.fleet.isReached(relay) ? state.standings[relay].fault : nil
            }
        }
        let down = zip(relays, faults).compactMap { relay, fault in fault.map { "\(relay.name): \($0)" } }
        if down.isEmpty { return .up }
        let reasons = down.joined(separator: "; ")
        return down.count < relays.count ? .partly(reasons) : .down(reasons)
    }

    /// The relays that are down, for `facteur status` on any machine.
    var outages: [RelayOutage] {
        let now = time.now()
        return state.withLock { state in
            relays.indices.compactMap { relay in
                guard let since = state.fleet.isDownSince(relay) else { return nil }
                let isReached = state.fleet.isReached(relay)
                return RelayOutage(
                    relay: relays[relay].name, lasted: now - since,
                    reason: isReached ? "answers again; the next message will tell" : state.standings[relay].fault)
            }
        }
    }

    /// Lets nobody wait any more: what has found no relay is handed back.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return state.waiting.values.flatMap(\.self)
        }
        for waiter in waiters { waiter.continuation.resume(returning: nil) }
    }

    /// Closes the connections to all relays; each lets its dialogues go on so long at most.
    func closeConnections(within patience: Duration) async {
        await withDiscardingTaskGroup { group in
            for relay in relays { group.addTask { await relay.carrier.close(within: patience) } }
        }
    }

    private func answer(_ continuation: Continuation, _ choice: RelayFleet.Choice) {
        switch choice {
        case .go(let pass): continuation.resume(returning: pass)
        case .shut: continuation.resume(returning: nil)
        case .wait: break
        }
    }
}
