import Logging
import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("The settler", .timeLimit(.minutes(1)))
struct SettlerTests {
    private let time = Time.fast(100)
    private let tape = LogTape()

    private func settler(
        _ outbox: MemoryOutbox, limit: Int = 5_000, journal: (any Journal)? = nil,
        leases: LeaseGuard = .sure(.fast(100)), bulkProgress: WakeUp? = nil,
        linesTogether: @escaping @Sendable (() -> Void) -> Void = { $0() }
    ) -> Settler {
        let telemetry = Telemetry(logger: tape.logger, recipients: .masked, time: time, linesTogether: linesTogether)
        let watch = OutboxWatch(telemetry: telemetry, time: time)
        return Settler(
            outbox: WatchedOutbox(
                outbox: outbox, watch: watch, leases: leases, telemetry: telemetry, time: time),
            watch: watch, journal: journal, telemetry: telemetry, time: time, limit: limit,
            bulkProgress: bulkProgress)
    }

    private func results(
        _ outbox: MemoryOutbox, _ count: Int, of lane: Lane = .transactional
    ) async throws -> [AttemptResult] {
        for _ in 0..<count { await outbox.enqueue(lane: lane) }
        return try await outbox.claim(lane, limit: count).map { AttemptResult($0, .sent, "queued") }
    }

    @Test("Many outcomes are stored in few statements, each at most 500")
    func batches() async throws {
        let outbox = MemoryOutbox(time: time)
        let settler = settler(outbox)
        settler.take(try await results(outbox, 1_200))
        let run = Task { await settler.run() }
        #expect(await eventually { await outbox.count(.sent) == 1_200 })
        #expect(await outbox.settleCalls == 3)
        settler.stop(by: time.now())
        #expect(await run.value == 0)
    }

    @Test("Each settlement's lines are written together, in their order, all of them before the settler ends")
    func lines() async throws {
        let outbox = MemoryOutbox(time: time)
        let together = Mutex(0)
        let settler = settler(outbox) { body in
            together.withLock { $0 += 1 }
            body()
        }
        let results = try await results(outbox, 1_200)
        settler.take(results)
        settler.stop(by: time.now() + .seconds(100))
        #expect(await settler.run() == 0)
        #expect(together.withLock(\.self) == 3)
        #expect(tape.lines("sent").map { $0.fields["message"] } == results.map { $0.delivery.message.description })
    }

    @Test(
        "A newsletter is looked at when what became of its messages is stored, and not for other mail",
        arguments: Lane.allCases)
    func progress(lane: Lane) async throws {
        let outbox = MemoryOutbox(time: time)
        let bulkProgress = WakeUp()
        let settler = settler(outbox, bulkProgress: bulkProgress)
        settler.take(try await results(outbox, 3, of: lane))
        settler.stop(by: time.now() + .seconds(100))
        #expect(await settler.run() == 0)
        #expect(await bulkProgress.wait(atMost: .zero, by: time) == (lane == .bulk))
    }

    @Test("Slots wait while too much is unsettled, and go on when it is stored")
    func backPressure() async throws {
        let outbox = MemoryOutbox(time: time)
        let settler = settler(outbox, limit: 10)
        let results = try await results(outbox, 10)
        await outbox.goAway()
        settler.take(Array(results.dropLast()))
        let run = Task { await settler.run() }
        let slot = Flag()
        let adding = Task {
            await settler.add(results[9])
            slot.raise()
        }
        #expect(await eventually { !tape.lines("database_lost").isEmpty })
        #expect(!slot.isRaised)
        // Nobody enlists again here: the stop stores, and frees the slot.
        await outbox.comeBack()
        settler.stop(by: time.now() + .seconds(100))
        #expect(await run.value == 0)
        await adding.value
        #expect(slot.isRaised)
        #expect(await outbox.count(.sent) == 10)
    }

    @Test("Outcomes that the database refuses one by one count as well: the slots wait, and a person is called, once")
    func refusedOneByOne() async throws {
        let outbox = MemoryOutbox(time: time)
        let settler = settler(outbox, limit: 10)
        let results = try await results(outbox, 11)
        await outbox.refuseSettlements()
        settler.take(Array(results.dropLast()))
        let run = Task { await settler.run() }
        #expect(await eventually { !tape.lines("statement_failed").isEmpty })
        let slot = Flag()
        let adding = Task {
            await settler.add(results[10])
            slot.raise()
        }
        // The fault is known a moment before its line is written.
        #expect(await eventually { settler.fault != nil && !tape.lines("alarm").isEmpty })
        #expect(tape.lines("alarm").map(\.level) == [.error])
        // Tried again in vain, they still count.
        let calls = await outbox.settleCalls
        #expect(await eventually { await outbox.settleCalls > calls + 40 })
        #expect(!slot.isRaised)
        #expect(tape.lines("alarm").count == 1)
        await outbox.refuseSettlements(false)
        await adding.value
        #expect(await eventually { await outbox.count(.sent) == 11 })
        #expect(settler.fault == nil)
        settler.stop(by: time.now())
        #expect(await run.value == 0)
    }

    @Test("What is left at the stop is tried until the deadline and then counted")
    func lastFlush() async throws {
        let outbox = MemoryOutbox(time: time)
        let settler = settler(outbox)
        settler.take(try await results(outbox, 3))
        await outbox.goAway()
        settler.stop(by: time.now() + .seconds(2))
        #expect(await settler.run() == 3)
        #expect(await outbox.count(.sent) == 0)
    }

    @Test("The journal hears of outcomes when they are stored, and not before")
    func journal() async throws {
        let outbox = MemoryOutbox(time: time)
        let journal = MemoryJournal()
        let settler = settler(outbox, journal: journal)
        let results = try await results(outbox, 5)
        await outbox.goAway()
        settler.take(results)
        let run = Task { await settler.run() }
        #expect(await eventually { !tape.lines("database_lost").isEmpty })
        #expect(journal.settledLeases.isEmpty)
        await outbox.comeBack()
        settler.stop(by: time.now() + .seconds(100))
        #expect(await run.value == 0)
        #expect(journal.settledLeases == Set(results.map(\.settlement.lease)))
    }
}
