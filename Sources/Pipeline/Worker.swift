import Logging
import Mail
import ServiceLifecycle
import Synchronization

/// The worker: claims, renders, sends and settles until it is told to stop; then lets what is under way finish, stores what it
/// came to, and leaves. Neither a lost database nor a dead relay ends it.
package final class Worker: Service {
    private let settings: WorkerSettings
    private let telemetry: Telemetry
    private let time: Time
    private let onTried: @Sendable () -> Void
    private let onStopping: @Sendable () -> Void

    private let plan: LanePlan
    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let leases: LeaseGuard
    private let relays: RelayPool
    private let relayMeasures: [RelayMeasures]
    private let journal: JournalWatch
    private let recovery: JournalRecovery
    private let dispatcher: Dispatcher
    private let settler: Settler
    private let claimer: Claimer
    private let heartbeat: Heartbeat
    private let maintenance: Maintenance
    private let relayReport: RelayReport
    private let rollups: RollupReport
    private let minuteReport: MinuteReport
    private let quotaKeeper: QuotaKeeper
    private let deliveryAttempt: DeliveryAttempt
    private let phase = Mutex(Health.Phase.starting)
    private let stopSignal = WakeUp()

    /// - Parameters:
    ///   - kinds: What a kind's definition is. Asked anew for each message, as the renderer is, so both may change meanwhile.
    ///   - leases: Told here which heartbeats and outcomes are stored; the relays' carriers ask it before they send.
    ///   - relays: In the order of preference, at least one with a weight.
    ///   - quotas: Where those of the relays that have one are counted.
    ///   - attachments: Where the files are that go with messages; nil where none do.
    ///   - judge: What an attempt's end means. Asked anew for each, so the table behind it may change meanwhile.
    ///   - journal: Tells what an earlier worker had begun to send, which is settled before the first claim, and is told which
    ///     outcomes are stored; the relays' carriers write what leaves.
    ///   - rollupStore: Where what was settled is added up; nil where nobody looks at that.
    ///   - linesTogether: Called with what writes many log lines in a row, which may then be written at once.
    ///   - onTried: Called once the worker has tried to enlist for the first time, whatever came of it, for systemd's READY: from then on
    ///     `health()` says what is missing. `onStopping` is for its STOPPING.
    ///   - onQuiet: Called each time a while without mail begins, with whether it is the first.
    package init(
        settings: WorkerSettings, kinds: @escaping @Sendable (_ name: String) -> KindDefinition?, outbox: any Outbox,
        leases: LeaseGuard, renderer: any Renderer, composer: Composer, relays: [Relay],
        quotas: (any QuotaStore)? = nil, attachments: (any AttachmentSource)? = nil,
        judge: @escaping @Sendable (Transmission.End) -> Verdict,
        journal: (any RecoverableJournal)?, rollupStore: (any RollupStore)? = nil, logger: Logger, time: Time = .system,
        linesTogether: @escaping @Sendable (() -> Void) -> Void = { $0() },
        onTried: @escaping @Sendable () -> Void = {}, onStopping: @escaping @Sendable () -> Void = {},
        onQuiet: @escaping @Sendable (Bool) -> Void = { _ in }
    ) {
        self.settings = settings
        self.time = time
        self.onTried = onTried
        self.onStopping = onStopping
        let (wakeUp, bulkProgress) = (WakeUp(), WakeUp())
        telemetry = Telemetry(logger: logger, recipients: settings.recipients, time: time, linesTogether: linesTogether)
        watch = OutboxWatch(telemetry: telemetry, time: time)
        self.leases = leases
        self.outbox = WatchedOutbox(
            outbox: outbox, watch: watch, leases: leases, telemetry: telemetry, time: time)
        recovery = JournalRecovery(journal: journal, outbox: self.outbox)
        let counts = relays.map { [telemetry] in
            telemetry.relay($0.name, connections: $0.connections ?? settings.connections)
        }
        relayMeasures = counts
        self.relays = RelayPool(
            zip(relays, counts).map { $0.measured(by: $1) }, connections: settings.connections,
            reservedShare: settings.reservedShare, lanes: relays.map(\.terms).lanes(of: kinds), judge: judge,
            telemetry: telemetry, time: time, wakeUp: wakeUp)
        plan = self.relays.plan
        self.journal = JournalWatch(
            journal, telemetry: telemetry, time: time, wakeUp: wakeUp, changes: self.relays.outageSignal)
        dispatcher = Dispatcher(plan: plan, time: time, wakeUp: wakeUp)
        rollups = RollupReport(store: rollupStore, watch: watch, time: time)
        settler = Settler(
            outbox: self.outbox, watch: watch, journal: journal, telemetry: telemetry, time: time,
            limit: settings.unsettledLimit, rollups: rollups, bulkProgress: bulkProgress)
        claimer = Claimer(
            dispatcher: dispatcher, relays: self.relays, outbox: self.outbox, watch: watch, leases: leases,
            journal: self.journal, settler: settler, telemetry: telemetry, time: time, wakeUp: wakeUp,
            bulkProgress: bulkProgress)
        maintenance = Maintenance(
            outbox: self.outbox, watch: watch, claimer: claimer, bulkProgress: bulkProgress, telemetry: telemetry,
            time: time, onQuiet: onQuiet)
        heartbeat = Heartbeat(
            outbox: self.outbox, watch: watch, claimer: claimer, settler: settler, maintenance: maintenance,
            interval: settings.leases.heartbeat, time: time)
        deliveryAttempt = DeliveryAttempt(
            renderer: renderer, composer: composer, relays: self.relays, judge: judge,
            issueContents: IssueContents(self.outbox), attachments: AttachmentContents(attachments),
            outbox: self.outbox, leases: leases, journal: self.journal, kinds: kinds, overrides: settings.retry,
            telemetry: telemetry, time: time)
        quotaKeeper = QuotaKeeper(relays: self.relays, store: quotas, time: time)
        relayReport = RelayReport(
            relays: self.relays, journal: self.journal, outbox: self.outbox, watch: watch, time: time)
        minuteReport = MinuteReport(relays: self.relays, telemetry: telemetry, time: time)
    }

    /// How the worker is now.
    package func health() -> Health {
        let queue = telemetry.queueNow
        return Health(
            phase: phase.withLock { $0 }, databaseFault: watch.fault, journalFault: journal.fault,
            leaseFault: leases.fault, settlementFault: settler.fault, sinceLastAnswer: watch.sinceLastAnswer,
            sinceHeartbeat: leases.sinceHeartbeat, sinceLastTurn: heartbeat.sinceLastTurn, relay: relayHealth,
            queue: queue.survey, sentLastMinute: queue.sentLastMinute)
    }

    /// Records how the worker is now as metrics: to be called before they are shown.
    package func measure() { telemetry.health(health()) }

    /// Of relays to which nothing was ever said nobody knows that they are well.
    private var relayHealth: Health.Relay {
        let health = relays.health
        return health == .up && !relayMeasures.contains(where: \.isTried) ? .untried : health
    }

    /// Works until graceful shutdown or cancellation. Both mean the same here: the work is done in a task of its own, which
    /// no cancellation reaches, because half a stop loses what the relay has already taken.
    package func run() async throws {
        let work = Task { await self.work() }
        await withTaskCancellationOrGracefulShutdownHandler {
            await work.value
        } onCancelOrGracefulShutdown: {
            self.stopSignal.ring()
        }
    }

    private func work() async {
        guard let leftovers = await enlist() else { return enter(.stopped) }
        let settling = Task { await settler.run() }
        let keeping = Task { await keep() }
        var isTold = await settle(leftovers)
        let claiming = Task { await claimer.run() }
        let slots = plan.slots.map { slot in Task { await self.serve(slot) } }
        enter(.running)
        telemetry.ready(slots: slots.count)

        while !isTold { isTold = await stopSignal.wait(atMost: .seconds(3600), by: time) }
        enter(.stopping)
        telemetry.stopping()
        onStopping()
        let deadline = time.now() + settings.stopTimeout
        await claimer.stop()
        await claimer.release(dispatcher.close(), "the worker stops")
        relays.close()
        deliveryAttempt.attachments.close()
        await finish(slots, by: deadline)
        await claiming.value
        settler.stop(by: max(deadline, time.now() + settings.flushTimeout))
        let unsettled = await settling.value
        keeping.cancel()
        await keeping.value
        await rollups.flush()
        await quotaKeeper.close(within: settings.flushTimeout)
        if unsettled == 0 { await retire() }
        enter(.stopped)
        telemetry.stopped(unsettled: unsettled)
    }

    /// One slot: takes, delivers, hands the outcome on; waits where the settler is behind.
    private func serve(_ slot: LanePlan.Slot) async {
        while let held = await dispatcher.take(slot) {
            let result = await deliveryAttempt.run(held)
            if result.settlement.outcome == .sent {
                telemetry.relayed(
                    after: held.claimed.sinceFirstDue + (time.now() - held.claimedAt), held.claimed.lane)
            }
            guard dispatcher.finish(held) else { continue }
            await settler.add(result)
        }
    }

    private func keep() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.heartbeat.run() }
            group.addTask { await self.maintenance.run() }
            group.addTask { await self.heartbeat.listen() }
            group.addTask { await self.journal.keepAsking() }
            group.addTask { await self.relays.keepProbing() }
            group.addTask { await self.relays.keepTurns() }
            group.addTask { await self.relayReport.run() }
            group.addTask { await self.rollups.run() }
            group.addTask { await self.minuteReport.run() }
            group.addTask { await self.quotaKeeper.run() }
        }
    }

    /// Registers this worker, however long the database and the journal's disk take to be there, and asks what an earlier
    /// one left behind. Tells each try, of which the first counts. nil when told to stop meanwhile.
    private func enlist() async -> [Leftover]? {
        var backoff = Backoff(first: .milliseconds(250), longest: .seconds(10))
        while true {
            let leftovers = await inherit()
            onTried()
            if let leftovers { return leftovers }
            let wasTold = await stopSignal.wait(atMost: backoff.next(jitter: time.jitter()), by: time)
            if wasTold { return nil }
        }
    }

    /// nil when the database or the journal said that it cannot be yet.
    private func inherit() async -> [Leftover]? {
        do {
            try await outbox.enlist()
            let leftovers = try await recovery.leftovers()
            try await recovery.begin(keeping: leftovers)
            journal.written()
            return leftovers
        } catch let fault as JournalFault {
            journal.failed(fault.description)
        } catch {
            // Said by the database's watch.
        }
        return nil
    }

    /// Settles what an earlier worker left, before anything is claimed. True when told to stop meanwhile.
    private func settle(_ leftovers: [Leftover]) async -> Bool {
        settler.take(leftovers.map(deliveryAttempt.conclude))
        while settler.isBehind {
            if await stopSignal.wait(atMost: .milliseconds(20), by: time) { return true }
        }
        return false
    }

    /// Waits for the slots; past the deadline the carriers cut their connections, and say how far each had come. What they leave
    /// unsaid is in doubt: settled as such, since handing it back could send it twice.
    private func finish(_ slots: [Task<Void, Never>], by deadline: Duration) async {
        let finished = Task { for slot in slots { await slot.value } }
        _ = await finishes(within: deadline - time.now(), by: time) { await finished.value }
        let (relays, patience) = (relays, settings.flushTimeout)
        let areDone = await finishes(within: patience, by: time) {
            await relays.closeConnections(within: patience / 2)
            await finished.value
        }
        guard !areDone else { return }
        let unknown = Transmission(
            end: .inDoubt(.stopping, detail: "the stop time-out passed"), relay: "", connect: .zero, dialogue: .zero)
        let results = dispatcher.abandon().map { deliveryAttempt.conclude(unknown, $0.claimed) }
        settler.take(results)
    }

    /// Not while an outcome is unsettled: what is handed back goes out again, and the relay may have taken it.
    private func retire() async {
        try? await outbox.retire()
    }

    private func enter(_ phase: Health.Phase) { self.phase.withLock { $0 = phase } }
}
