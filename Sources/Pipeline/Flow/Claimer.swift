import Mail

/// Does what the scheduler says: claims for the dispatcher, hands back what cannot go, waits.
actor Claimer {
    private let dispatcher: Dispatcher
    private let relays: RelayPool
    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let leases: LeaseGuard
    private let journal: JournalWatch
    private let settler: Settler
    private let telemetry: Telemetry
    private let time: Time
    private let wakeUp: WakeUp
    private let bulkProgress: WakeUp

    private var scheduler = ClaimScheduler()
    private var claims: [Lane: Task<Void, Never>] = [:]
    private var wantedWakeUps = false
    private var saying: Task<Void, Never>?
    private var isStopping = false

    init(
        dispatcher: Dispatcher, relays: RelayPool, outbox: any Outbox, watch: OutboxWatch, leases: LeaseGuard,
        journal: JournalWatch, settler: Settler, telemetry: Telemetry, time: Time, wakeUp: WakeUp, bulkProgress: WakeUp
    ) {
        self.dispatcher = dispatcher
        self.relays = relays
        self.outbox = outbox
        self.watch = watch
        self.leases = leases
        self.journal = journal
        self.settler = settler
        self.telemetry = telemetry
        self.time = time
        self.wakeUp = wakeUp
        self.bulkProgress = bulkProgress
    }

    /// Whether producers should wake this worker.
    var wantsWakeUps: Bool { scheduler.wantsWakeUps }

    /// Whether nothing has been going on for a while.
    var isQuiet: Bool { scheduler.isQuiet }

    /// Claims until `stop`.
    func run() async {
        while !isStopping {
            relays.review()
            let situation = await situation()
            for action in scheduler.next(in: situation, at: time.now()) {
                switch action {
                case .claim(let lane, let wanted): claims[lane] = Task { await claim(lane, wanted) }
                case .release(let lane, let reason): await release(dispatcher.clear(lane), words(reason))
                case .wait(let pause):
                    sayWhetherToWake()
                    await wakeUp.wait(atMost: pause, by: time)
                }
            }
        }
        for claim in claims.values { await claim.value }
        await saying?.value
    }

    /// There may be mail: looks again at once.
    func wake() {
        scheduler.wake()
        wakeUp.ring()
    }

    /// Claims no more. What is being claimed just now is handed back before `run` returns.
    func stop() {
        isStopping = true
        wakeUp.ring()
    }

    /// Hands messages back untouched.
    func release(_ messages: [ClaimedMessage], _ reason: String) async {
        guard !messages.isEmpty else { return }
        settler.take(messages.map { .released($0.claimed, reason) })
    }

    private func situation() async -> ClaimScheduler.Situation {
        let demand = dispatcher.demand()
        return ClaimScheduler.Situation(
            wanted: demand.wanted,
            unsent: Dictionary(
                uniqueKeysWithValues: Lane.allCases.map { ($0, (demand.inHand[$0] ?? 0) - relays.flying($0)) }),
            admissions: relays.admissions, hearsWakeUps: outbox.hearsWakeUps, isOutboxLost: watch.isLost,
            isHandoverShut: (journal.fault ?? leases.fault) != nil)
    }

    private func words(_ reason: ClaimScheduler.Reason) -> String {
        switch reason {
        case .noRelay: RelayPool.noneReason
        case .noQuota: RelayPool.spentReason
        case .handoverShut: journal.fault ?? leases.fault ?? "nothing could leave just now"
        }
    }

    private func claim(_ lane: Lane, _ wanted: Int) async {
        let asked = time.now()
        // A failure has been said by the database's watch; the pace slows as if nothing had been found.
        let claimed =
            (try? await outbox.claim(lane, limit: wanted)) ?? []
        telemetry.claimed(claimed.count, lane)
        if lane == .bulk, !claimed.isEmpty { bulkProgress.ring() }
        let messages = claimed.map { ClaimedMessage($0, claimedAt: asked) }
        await release(dispatcher.put(messages, of: lane), "the worker stops")
        scheduler.answered(lane, wanted: wanted, found: claimed.count, at: time.now(), jitter: time.jitter())
        wakeUp.ring()
    }

    /// Beside the claims: what the outbox takes to hear it is not to delay them.
    private func sayWhetherToWake() {
        let wantsWakeUps = scheduler.wantsWakeUps
        guard wantsWakeUps != wantedWakeUps, saying == nil, !watch.isLost else { return }
        wantedWakeUps = wantsWakeUps
        saying = Task {
            _ = try? await outbox.heartbeat(wantsWakeUps: wantsWakeUps)
            saying = nil
        }
    }
}
