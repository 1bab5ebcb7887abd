import Mail
import Synchronization

/// Stores outcomes, in batches, until they are stored: none is ever dropped. Slots wait here when it falls behind, whether because the
/// database is away or because it refuses the outcomes one by one: what is sent unrecorded has a limit.
///
/// Under a lock and no actor: each slot leaves its outcome here, and changes its thread for that no more.
final class Settler: Sendable {
    /// The most outcomes in one statement.
    static let batch = 500

    /// How long an outcome may wait for company. A sent reset link frees its secrets when it settles: sooner.
    private static func linger(for lane: Lane) -> Duration {
        lane == .transactional ? .milliseconds(10) : .milliseconds(50)
    }

    private struct State {
        var waiting: [AttemptResult] = []
        /// When the waiting outcomes are to be stored; nil while none waits.
        var due: Duration?
        /// Outcomes that the database refused one by one, tried again from time to time.
        var refused: [AttemptResult] = []
        var retryRefused: Duration = .zero
        var waiters: [CheckedContinuation<Void, Never>] = []
        var stopBy: Duration?
        /// How many outcomes are being stored just now.
        var storing = 0

        var unsettled: Int { waiting.count + refused.count + storing }

        mutating func takeWaiters() -> [CheckedContinuation<Void, Never>] {
            defer { waiters = [] }
            return waiters
        }
    }

    private let outbox: any Outbox
    private let watch: OutboxWatch
    private let journal: (any Journal)?
    private let telemetry: Telemetry
    private let rollups: RollupReport?
    /// Rung when what became of a newsletter's messages is stored.
    private let bulkProgress: WakeUp?
    private let time: Time
    /// So many outcomes may be unsettled before slots must wait.
    private let limit: Int
    private let wakeUp = WakeUp()
    private let state = Mutex(State())
    /// Writes what the log says of the last settlement.
    private let lines = Mutex<Task<Void, Never>?>(nil)
    /// Why slots wait; nil while they need not.
    private let overflow = Mutex<String?>(nil)

    init(
        outbox: any Outbox, watch: OutboxWatch, journal: (any Journal)?, telemetry: Telemetry, time: Time, limit: Int,
        rollups: RollupReport? = nil, bulkProgress: WakeUp? = nil
    ) {
        self.outbox = outbox
        self.watch = watch
        self.journal = journal
        self.telemetry = telemetry
        self.rollups = rollups
        self.bulkProgress = bulkProgress
        self.time = time
        self.limit = limit
    }

    /// Takes an outcome; returns when the slot may go on.
    func add(_ result: AttemptResult) async {
        take([result])
        guard state.withLock({ isFull($0) }) else { return }
        sayFull()
        await withCheckedContinuation { waiter in
            let mustWait = state.withLock { state in
                guard isFull(state) else { return false }
                state.waiters.append(waiter)
                return true
            }
            if !mustWait { waiter.resume() }
        }
    }

    private func isFull(_ state: State) -> Bool { state.unsettled >= limit && state.stopBy == nil }

    /// Takes outcomes that no slot waits for.
    func take(_ results: [AttemptResult]) {
        guard let soonest = results.map({ Self.linger(for: $0.delivery.lane) }).min() else { return }
        let moment = time.now() + soonest
        let rings = state.withLock { state in
            state.waiting += results
            let isSooner = state.due.map { moment < $0 } ?? true
            if isSooner { state.due = moment }
            return isSooner || state.waiting.count == Self.batch
        }
        if rings { wakeUp.ring() }
    }

    /// Whether outcomes wait to be stored.
    var isBehind: Bool { state.withLock { $0.storing > 0 || !$0.waiting.isEmpty } }

    /// Why nothing more is sent; nil while outcomes are stored as they come.
    var fault: String? { overflow.withLock(\.self) }

    /// Has waiting outcomes stored at once: the database is back, or may be.
    func wake() { wakeUp.ring() }

    /// Stores as outcomes come, until `stop`; then what is left. How many outcomes could not be stored in time.
    func run() async -> Int {
        while state.withLock({ $0.stopBy == nil }) {
            telemetry.unsettled(state.withLock(\.unsettled))
            if let pause = pauseBeforeStoring() {
                await wakeUp.wait(atMost: pause, by: time)
            } else {
                await storeBatch()
            }
        }
        await storeRest()
        await lines.withLock(\.self)?.value
        return state.withLock(\.unsettled)
    }

    /// No outcome will come any more: `run` stores the rest and ends, at the latest soon after the deadline.
    func stop(by deadline: Duration) {
        state.withLock { $0.stopBy = deadline }
        wakeUp.ring()
        resumeWaiters()
    }

    private func storeRest() async {
        state.withLock { state in
            state.waiting += state.refused
            state.refused = []
        }
        var backoff = Backoff(first: .milliseconds(50), longest: .seconds(1))
        while state.withLock({ !$0.waiting.isEmpty }) {
            if await storeBatch() { continue }
            guard let stopBy = state.withLock(\.stopBy), time.now() < stopBy else { return }
            await time.sleep(backoff.next(jitter: time.jitter()))
        }
    }

    private func pauseBeforeStoring() -> Duration? {
        let now = time.now()
        if watch.isLost { return .seconds(1) }
        return state.withLock { state in
            if !state.refused.isEmpty, state.retryRefused <= now {
                state.waiting += state.refused
                state.refused = []
                return nil
            }
            guard let due = state.due else { return .seconds(1) }
            return state.waiting.count >= Self.batch || due <= now ? nil : due - now
        }
    }

    /// Stores the oldest outcomes that wait. False when the database was away and they wait on.
    @discardableResult
    private func storeBatch() async -> Bool {
        let results = state.withLock { state in
            let results = Array(state.waiting.prefix(Self.batch))
            state.waiting.removeFirst(results.count)
            if state.waiting.isEmpty { state.due = nil }
            state.storing = results.count
            return results
        }
        let isAnswered = await store(results)
        let mayGoOn = state.withLock { state in
            state.storing = 0
            return state.unsettled < limit
        }
        if mayGoOn { resumeWaiters() }
        return isAnswered
    }

    private func store(_ results: [AttemptResult]) async -> Bool {
        do throws(OutboxError) {
            let settlements = results.map(\.settlement)
            let late = try await outbox.settle(settlements)
            journal?.settled(settlements.map(\.lease))
            if results.contains(where: { $0.delivery.lane == .bulk }) { bulkProgress?.ring() }
            rollups?.count(late.isEmpty ? results : results.filter { !late.contains($0.settlement.lease) })
            await tell(results, late: late)
            return true
        } catch {
            guard case .statement = error else {
                let now = time.now()
                state.withLock { state in
                    state.waiting.insert(contentsOf: results, at: 0)
                    state.due = state.due ?? now
                }
                return false
            }
            return await storeHalves(results)
        }
    }

    /// Has the log told of what is stored while the next outcomes are being stored: a line for each of hundreds of messages takes
    /// milliseconds. One settlement after the other, so that lines keep their order, and whoever reads them too slowly holds up the rest.
    private func tell(_ results: [AttemptResult], late: Set<Lease>) async {
        await lines.withLock(\.self)?.value
        let task = Task { [telemetry] in telemetry.stored(results, late: late) }
        lines.withLock { $0 = task }
    }

    /// One outcome that the database refuses must not hold up the others: the batch is halved until it stands alone.
    private func storeHalves(_ results: [AttemptResult]) async -> Bool {
        guard results.count > 1 else {
            let retry = time.now() + .seconds(30)
            state.withLock { state in
                state.refused += results
                state.retryRefused = retry
            }
            return true
        }
        let middle = results.count / 2
        let first = await store(Array(results[..<middle]))
        let second = await store(Array(results[middle...]))
        return first && second
    }

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
        for waiter in state.withLock({ $0.takeWaiters() }) { waiter.resume() }
    }
}
