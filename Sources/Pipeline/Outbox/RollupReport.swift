import Mail
import Synchronization

/// Keeps the statistics of the operator's page: adds up what is settled, and stores it every few seconds, off the way of the mail. A
/// killed worker takes what it has not stored with it.
final class RollupReport: Sendable {
    static let interval = Duration.seconds(10)
    /// The queue is noted so often, by one worker for all.
    private static let intervalsPerSample = 3

    private let sums = Mutex(RollupSums())
    private let store: (any RollupStore)?
    private let watch: OutboxWatch
    private let time: Time

    /// - Parameter store: nil where nobody keeps statistics.
    init(store: (any RollupStore)?, watch: OutboxWatch, time: Time) {
        self.store = store
        self.watch = watch
        self.time = time
    }

    /// Counts outcomes that are stored.
    func count(_ results: [AttemptResult]) {
        guard store != nil else { return }
        sums.withLock { sums in
            for result in results { sums.count(result) }
        }
    }

    /// Until cancelled.
    func run() async {
        guard let store else { return }
        var turn = 0
        while !Task.isCancelled {
            await flush()
            if turn % Self.intervalsPerSample == 0 {
                await ask { () throws(OutboxError) in try await store.sampleQueue() }
            }
            turn += 1
            await time.sleep(Self.interval.spread(by: time.jitter()))
        }
    }

    /// Stores what there is.
    func flush() async {
        guard let store else { return }
        while let rollup = sums.withLock({ $0.next() }) {
            guard await ask({ () throws(OutboxError) in try await store.store(rollup) }) else { return }
            sums.withLock { $0.settled(rollup.number) }
        }
    }

    /// False when it should be tried again: the database is away. A statement that failed is said, and would fail again.
    @discardableResult
    private func ask(_ question: () async throws(OutboxError) -> Void) async -> Bool {
        guard !watch.isLost else { return false }
        do throws(OutboxError) {
            try await question()
            watch.answered()
            return true
        } catch {
            watch.failed(error)
            guard case .statement = error else { return false }
            return true
        }
    }
}
