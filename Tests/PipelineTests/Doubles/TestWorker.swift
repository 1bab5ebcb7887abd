import Mail
import Replies

@testable import Pipeline

/// A worker with its doubles, started for one test and stopped by it.
struct TestWorker {
    let time: Time
    let outbox: MemoryOutbox
    let carrier: ScriptedCarrier
    let tape = LogTape()
    let leases: LeaseGuard
    let worker: Worker

    /// - Parameters:
    ///   - terms: Of `carrier`'s relay.
    ///   - relays: What there is besides `carrier`'s relay, which is the first.
    ///   - times: When the hand-over is refused.
    init(
        time: Time = .fast(100), settings: WorkerSettings = WorkerSettings(connections: 8),
        kinds: [String: KindDefinition] = KindDefinition.test, renderer: PlainRenderer = PlainRenderer(),
        carrier: ScriptedCarrier = ScriptedCarrier(), terms: RelayTerms = RelayTerms(), besides relays: [Relay] = [],
        quotas: (any QuotaStore)? = nil, journal: MemoryJournal? = nil,
        times: LeaseTimes = .patient, leases: LeaseGuard? = nil, rollupStore: (any RollupStore)? = nil,
        onQuiet: @escaping @Sendable (Bool) -> Void = { _ in }
    ) throws {
        self.time = time
        outbox = MemoryOutbox(time: time)
        self.carrier = carrier
        self.leases = leases ?? LeaseGuard(times, time: time)
        worker = Worker(
            settings: settings, kinds: { kinds[$0] }, outbox: outbox, leases: self.leases, renderer: renderer,
            composer: try .test(),
            relays: [carrier.relay(terms)] + relays, quotas: quotas, judge: try ReplyFile.shipped().judge,
            journal: journal, rollupStore: rollupStore, logger: tape.logger, time: time,
            onQuiet: onQuiet)
    }

    /// Runs the worker while `body` runs, then stops it and waits until it has stopped.
    func whileWorking(_ body: () async throws -> Void) async throws {
        let work = Task { try await worker.run() }
        let result: Result<Void, any Error>
        do {
            try await body()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        work.cancel()
        try await work.value
        try result.get()
    }
}

extension LeaseTimes {
    /// For tests whose clock runs fast: no heartbeat comes too late on a loaded machine.
    static let patient = LeaseTimes(handover: .seconds(1_000_000))
}

extension LeaseGuard {
    /// One that has heard a heartbeat, and will not miss the next.
    static func sure(_ time: Time) -> LeaseGuard {
        let leases = LeaseGuard(.patient, time: time)
        leases.stored(Registration(firstToken: 0), askedAt: time.now())
        return leases
    }
}
