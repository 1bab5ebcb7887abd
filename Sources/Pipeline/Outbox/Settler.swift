import Mail
import Synchronization

/// Stores outcomes, in batches, until they are stored: none is ever dropped. Slots wait here when it falls behind, whether because the
/// database is away or because it refuses the outcomes one by one: what is sent unrecorded has a limit.
actor Settler {
    /// The most outcomes in one statement.
    static let batch = 500

    /// How long an outcome may wait for company. A sent reset link frees its secrets when it settles: sooner.
    private static func linger(for lane: Lane) -> Duration {
        lane == .transactional ? .milliseconds(10) : .milliseconds(50)
    }

    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let journal: (any Journal)?
    private let telemetry: Telemetry
    private let rollups: RollupReport?
    private let time: Time
    /// So many outcomes may be unsettled before slots must wait.
    private let limit: Int
    private let wakeUp = WakeUp()

    private var waiting: [AttemptResult] = []
    /// When the waiting outcomes are to be stored; nil while none waits.
    private var due: Duration?
    /// Outcomes that the database refused one by one, tried again from time to time.
    private var refused: [AttemptResult] = []
    private var retryRefused: Duration = .zero
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var stopBy: Duration?
    /// How many outcomes are being stored just now.
    private var storing = 0
    /// Why slots wait; nil while they need not.
    private let overflow = Mutex<String?>(nil)

    init(
        outbox: any Outbox, watch: OutboxWatch, journal: (any Journal)?, telemetry: Telemetry, time: Time, limit: Int,
        rollups: RollupReport? = nil
    ) {
        self.outbox = outbox
        self.watch = watch
        self.journal = journal
        self.telemetry = telemetry
        self.rollups = rollups
        self.time = time
        self.limit = limit
    }

    /// Takes an outcome; returns when the slot may go on.
    func add(_ result: AttemptResult) async {
        take([result])
        guard unsettled >= limit, stopBy == nil else { return }
        sayFull()
        await withCheckedContinuation { waiters.append($0) }
    }

    /// Takes outcomes that no slot waits for.
    func take(_ results: [AttemptResult]) {
        guard let soonest = results.map({ Self.linger(for: $0.delivery.lane) }).min() else { return }
        waiting += results
        let moment = time.now() + soonest
        let isSooner = due.map { moment < $0 } ?? true
        if isSooner { due = moment }
        if isSooner || waiting.count == Self.batch { wakeUp.ring() }
    }

    /// Whether outcomes wait to be stored.
    var isBehind: Bool { storing > 0 || !waiting.isEmpty }

    /// Why nothing more is sent; nil while outcomes are stored as they come.
    nonisolated var fault: String? { overflow.withLock(\.self) }

    /// Has waiting outcomes stored at once: the database is back, or may be.
    func wake() { wakeUp.ring() }

    /// Stores as outcomes come, until `stop`; then what is left. How many outcomes could not be stored in time.
    func run() async -> Int {
        while stopBy == nil {
            telemetry.unsettled(unsettled)
            if let pause = pauseBeforeStoring() {
                await wakeUp.wait(atMost: pause, by: time)
            } else {
                await storeBatch()
            }
        }
        await storeRest()
        return unsettled
    }

    /// No outcome will come any more: `run` stores the rest and ends, at the latest soon after the deadline.
    func stop(by deadline: Duration) {
        stopBy = deadline
        wakeUp.ring()
        resumeWaiters()
    }

    private func storeRest() async {
        waiting += refused
        refused = []
        var backoff = Backoff(first: .milliseconds(50), longest: .seconds(1))
        while !waiting.isEmpty {
            if await storeBatch() { continue }
            guard let stopBy, time.now() < stopBy else { return }
            await time.sleep(backoff.next(jitter: time.jitter()))
        }
    }

    private func pauseBeforeStoring() -> Duration? {
        let now = time.now()
        if watch.isLost { return .seconds(1) }
        if !refused.isEmpty, retryRefused <= now {
            waiting += refused
            refused = []
            return nil
        }
        guard let due else { return .seconds(1) }
        return waiting.count >= Self.batch || due <= now ? nil : due - now
    }

    /// Stores the oldest outcomes that wait. False when the database was away and they wait on.
    @discardableResult
    private func storeBatch() async -> Bool {
        let results = Array(waiting.prefix(Self.batch))
        waiting.removeFirst(results.count)
        if waiting.isEmpty { due = nil }
        storing = results.count
        let isAnswered = await store(results)
        storing = 0
        if unsettled < limit { resumeWaiters() }
        return isAnswered
    }

    private func store(_ results: [AttemptResult]) async -> Bool {
        do throws(OutboxError) {
            let settlements = results.map(\.settlement)
            let late = try await outbox.settle(settlements)
            journal?.settled(settlements.map(\.lease))
            for result in results {
                if late.contains(result.settlement.lease) { telemetry.late(result) } else { telemetry.stored(result) }
            }
            rollups?.count(late.isEmpty ? results : results.filter { !late.contains($0.settlement.lease) })
            return true
        } catch {
            guard case .statement = error else {
                waiting.insert(contentsOf: results, at: 0)
                due = due ?? time.now()
                return false
            }
            return await storeHalves(results)
        }
    }

    /// One outcome that the database refuses must not hold up the others: the batch is halved until it stands alone.
    private func storeHalves(_ results: [AttemptResult]) async -> Bool {
        guard results.count > 1 else {
            refused += results
            retryRefused = time.now() + .seconds(30)
            return true
        }
        let middle = results.count / 2
        let first = await store(Array(results[..<middle]))
        let second = await store(Array(results[middle...]))
        return first && second
    }

    private var unsettled: Int { waiting.count + refused.count + storing }

    private func sayFull() {
        let reason =
            "\(limit) outcomes are not stored: nothing more is sent until the database takes them: look for "
            + "database_lost or statement_failed"
        let isNews = overflow.withLock { overflow in
            defer { overflow = reason }
            return overflow == nil
        }
        if isNews { telemetry.unsettledOverflow(reason) }
    }

    private func resumeWaiters() {
        overflow.withLock { $0 = nil }
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
