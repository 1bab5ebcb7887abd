import Logging
import Mail
import Synchronization
import Testing

@testable import Pipeline

@Suite("An outage", .timeLimit(.minutes(2)))
struct OutageTests {
    @Test(
        "A database that is away for a while loses nothing: what was sent meanwhile is stored when it is back, once (S16)"
    )
    func databaseAway() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier)
        for _ in 0..<30 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 8 })
            await bench.outbox.goAway()
            #expect(await eventually { !bench.tape.lines("database_lost").isEmpty })
            #expect(bench.worker.health().isReady == false)
            #expect(bench.worker.health().databaseFault == "the database is away")
            latch.open()
            // The relay takes what is in the slots; it cannot be stored, and nothing new is claimed.
            #expect(await eventually { carrier.seen.accepted.count == 8 })
            #expect(bench.tape.lines("sent").isEmpty)
            await bench.outbox.comeBack()
            #expect(await eventually { await bench.outbox.count(.sent) == 30 })
            #expect(bench.worker.health().isReady)
        }
        #expect(carrier.seen.accepted.values.allSatisfy { $0 == 1 })
        #expect(bench.tape.lines("database_lost").count == 1)
        #expect(bench.tape.lines("database_back").count == 1)
        #expect(bench.tape.lines("database_lost").first?.level == .error)
        #expect(await bench.outbox.enlistments == 2)
        #expect(await bench.outbox.late == 0)
    }

    @Test("A worker that starts before its database waits for it")
    func databaseAwayAtStart() async throws {
        let bench = try TestWorker()
        await bench.outbox.goAway(.schema("the schema is missing: run facteur migrate"))
        await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("database_lost").isEmpty })
            #expect(bench.tape.lines("ready").isEmpty)
            #expect(bench.worker.health().phase == .starting)
            await bench.outbox.comeBack()
            #expect(await eventually { await bench.outbox.count(.sent) == 1 })
        }
        #expect(bench.tape.lines("ready").count == 1)
    }

    @Test("A journal that cannot be written stops claims, blames no relay, counts no attempt, and heals by itself")
    func journalFull() async throws {
        let journal = MemoryJournal()
        let carrier = ScriptedCarrier { message, _ in
            do throws(JournalFault) { try journal.begin(message.lease) } catch {
                return .broken(.notRecorded, at: .body, detail: error.description)
            }
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier, journal: journal)
        journal.isFull = true
        for _ in 0..<50 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("alarm").isEmpty })
            #expect(bench.worker.health().journalFault == "journal: no space")
            #expect(!bench.worker.health().isReady)
            #expect(bench.worker.health().relay == .untried)
            #expect(await eventually { await bench.outbox.count(.leased) == 0 })
            journal.isFull = false
            #expect(await eventually { await bench.outbox.count(.sent) == 50 })
            #expect(bench.worker.health().isReady)
        }
        #expect(carrier.seen.accepted.values.allSatisfy { $0 == 1 })
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
        #expect(bench.tape.lines("alarm").map(\.level) == [.error])
        #expect(bench.tape.lines("journal_back").count == 1)
        #expect(bench.tape.lines("relay_down").isEmpty)
    }

    @Test("A relay that is down costs no attempt and no message; all go when it is back, and the outbox is told (S14)")
    func relayDown() async throws {
        let isDown = Mutex(true)
        let carrier = ScriptedCarrier { _, _ in isDown.withLock { $0 } ? .refusedConnection : .accepted(.ok) }
        let bench = try TestWorker(carrier: carrier)
        for _ in 0..<200 { await bench.outbox.enqueue() }
        for _ in 0..<20 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("relay_down").isEmpty })
            let relay = bench.worker.health().relay
            #expect(relay != .up)
            #expect(await eventually { await bench.outbox.count(.leased) == 0 })
            let sends = carrier.seen.order.count
            let probes = carrier.seen.probes
            // Several vain probes: no message is spent on them.
            #expect(await eventually { carrier.seen.probes >= probes + 4 })
            #expect(carrier.seen.order.count == sends)
            #expect(await eventually { await bench.outbox.reports.last?.map(\.relay) == ["relay.test:587"] })
            isDown.withLock { $0 = false }
            #expect(await eventually { await bench.outbox.count(.sent) == 220 })
            #expect(bench.worker.health().relay == .up)
            #expect(await eventually { await bench.outbox.reports.last?.isEmpty == true })
        }
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
        #expect(carrier.seen.accepted.values.allSatisfy { $0 == 1 })
        #expect(bench.tape.lines("relay_down").count == 1)
        #expect(bench.tape.lines("relay_up").count == 1)
        let line = try #require(bench.tape.lines("relay_down").first)
        #expect(line.level == .error)
        #expect(line.fields["relay"] == "relay.test:587")
        #expect(line.fields["reason"]?.contains("nothing answers") == true)
    }

    @Test("What was claimed ahead is handed back when the relay goes down: another worker's relay may be up")
    func handsBack() async throws {
        let isDown = Mutex(false)
        let carrier = ScriptedCarrier { _, _ in
            guard isDown.withLock({ $0 }) else { return .accepted(.ok) }
            // The slots must not empty the dispatcher before the claimer does.
            try? await Task.sleep(for: .milliseconds(50))
            return .refusedConnection
        }
        // On the machine's own clock, so that even a loaded machine claims ahead.
        let bench = try TestWorker(time: .fast(1), settings: WorkerSettings(connections: 2), carrier: carrier)
        for _ in 0..<5_000 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.leased) > 20 })
            isDown.withLock { $0 = true }
            #expect(
                await eventually {
                    await bench.outbox.rows.values.contains { $0.settlements.last?.reply == "no relay takes mail now" }
                })
            #expect(bench.worker.health().relay != .up)
        }
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
    }

    @Test("With no reset waiting a newsletter's message probes the relay")
    func bulkProbes() async throws {
        let isDown = Mutex(true)
        let carrier = ScriptedCarrier { _, _ in isDown.withLock { $0 } ? .refusedConnection : .accepted(.ok) }
        let bench = try TestWorker(time: .fast(100), carrier: carrier)
        for _ in 0..<20 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("relay_down").isEmpty })
            isDown.withLock { $0 = false }
            #expect(await eventually { await bench.outbox.count(.sent) == 20 })
        }
    }

    @Test("An outcome that the database refuses holds up no other")
    func poison() async throws {
        let bench = try TestWorker()
        var ids: [MessageID] = []
        for _ in 0..<50 { ids.append(await bench.outbox.enqueue()) }
        await bench.outbox.poison(ids[20])
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.sent) == 49 })
            #expect(!bench.tape.lines("statement_failed").isEmpty)
            #expect(bench.tape.lines("database_lost").isEmpty)
            await bench.outbox.poison(nil)
            #expect(await eventually { await bench.outbox.count(.sent) == 50 })
        }
    }

    @Test("A lease that another worker took is logged as late and changes nothing (S16)")
    func late() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier)
        let id = await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
            await bench.outbox.steal(id)
            latch.open()
            #expect(await eventually { !bench.tape.lines("late").isEmpty })
        }
        #expect(bench.tape.lines("sent").isEmpty)
        #expect(bench.tape.lines("late").first?.fields["outcome"] == "sent")
    }
}
