import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("Statistics on their way to the database", .timeLimit(.minutes(1)))
struct RollupReportTests {
    /// Keeps what it is given, or answers with a fault.
    private final class MemoryStore: RollupStore {
        let kept = Mutex<[Int64: Int]>([:])
        let samples = Mutex(0)
        let fault = Mutex<OutboxError?>(nil)
        /// Says that it failed, though it kept the batch: the answer was lost.
        let losesAnswers = Mutex(false)

        func store(_ rollup: Rollup) async throws(OutboxError) {
            if let fault = fault.withLock({ $0 }) { throw fault }
            kept.withLock { $0[rollup.number] = rollup.flow.values.reduce(0, +) }
            if losesAnswers.withLock({ $0 }) { throw .unavailable("the connection was lost") }
        }

        func sampleQueue() async throws(OutboxError) { samples.withLock { $0 += 1 } }

        var total: Int { kept.withLock { $0.values.reduce(0, +) } }
    }

    private let tape = LogTape()
    private let store = MemoryStore()

    private func watch(_ time: Time) -> OutboxWatch {
        OutboxWatch(telemetry: Telemetry(logger: tape.logger, recipients: .masked, time: time), time: time)
    }

    @Test("What a worker settles is stored while it works, and the rest when it stops")
    func worker() async throws {
        let bench = try TestWorker(rollupStore: store)
        try await bench.whileWorking {
            for _ in 0..<20 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 20 })
        }
        #expect(store.total == 20)
        #expect(store.samples.withLock { $0 } > 0)
    }

    @Test("A database that is away gets all of it later, and an answer that was lost doubles nothing")
    func outage() async throws {
        let time = Time.fast(100)
        let watch = watch(time)
        let report = RollupReport(store: store, watch: watch, time: time)
        let outbox = MemoryOutbox(time: time)
        func settle(_ count: Int) async throws {
            for _ in 0..<count { await outbox.enqueue() }
            report.count(try await outbox.claim(.transactional, limit: count).map { AttemptResult($0, .sent, "ok") })
        }
        try await settle(3)
        store.losesAnswers.withLock { $0 = true }
        await report.flush()
        #expect(watch.isLost)
        try await settle(4)
        await report.flush()
        #expect(store.total == 3)
        store.losesAnswers.withLock { $0 = false }
        watch.registered()
        await report.flush()
        #expect(store.kept.withLock { $0 } == [1: 3, 2: 4])
    }

    @Test("A statement that fails is said, and holds up none of those after it")
    func statement() async throws {
        let time = Time.fast(100)
        let report = RollupReport(store: store, watch: watch(time), time: time)
        let outbox = MemoryOutbox(time: time)
        for _ in 0..<2 { await outbox.enqueue() }
        let results = try await outbox.claim(.transactional, limit: 2).map { AttemptResult($0, .sent, "ok") }
        store.fault.withLock { $0 = .statement("permission denied") }
        report.count([results[0]])
        await report.flush()
        #expect(tape.lines("statement_failed").count == 1)
        store.fault.withLock { $0 = nil }
        report.count([results[1]])
        await report.flush()
        #expect(store.kept.withLock { $0 } == [2: 1])
    }
}
