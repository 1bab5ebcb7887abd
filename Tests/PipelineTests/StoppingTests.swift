import Logging
import Mail
import Pipeline
import ServiceLifecycle
import Testing

@Suite("Stopping", .timeLimit(.minutes(2)))
struct StoppingTests {
    @Test("A graceful stop hands back what no slot had begun, lets the slots finish and stores their outcomes")
    func graceful() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { message, _ in
            if message.envelope.recipient.hasPrefix("slow") { await latch.wait() }
            return .accepted(.ok)
        }
        let bench = try TestWorker(
            settings: WorkerSettings(connections: 2, stopTimeout: .seconds(2000)), carrier: carrier)
        // Quick ones first, so that the worker claims ahead; then as many as there are slots.
        for _ in 0..<100 { await bench.outbox.enqueue() }
        for _ in 0..<4 { await bench.outbox.enqueue(to: "slow@client.test") }
        for _ in 0..<300 { await bench.outbox.enqueue(to: "later@client.test") }
        let group = ServiceGroup(services: [bench.worker], logger: bench.tape.logger)
        let running = Task { try await group.run() }
        #expect(await eventually { carrier.seen.flying[.transactional] == 4 })
        await group.triggerGracefulShutdown()
        #expect(await eventually { !bench.tape.lines("stopping").isEmpty })
        #expect(bench.worker.health().phase == .stopping)
        #expect(await eventually { await bench.outbox.count(.leased) == 4 })
        latch.open()
        try await running.value
        #expect(await bench.outbox.count(.sent) == 104)
        #expect(await bench.outbox.count(.waiting) == 300)
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
        #expect(await bench.outbox.hasRetired)
        #expect(carrier.seen.isClosed)
        #expect(bench.tape.lines("stopped").count == 1)
        #expect(bench.worker.health().phase == .stopped)
    }

    @Test("Cancellation stops as gracefully: outcomes are stored all the same")
    func cancelled() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let bench = try TestWorker(carrier: carrier)
        await bench.outbox.enqueue()
        let work = Task { try await bench.worker.run() }
        #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
        work.cancel()
        #expect(await eventually { !bench.tape.lines("stopping").isEmpty })
        latch.open()
        try await work.value
        #expect(await bench.outbox.count(.sent) == 1)
        #expect(await bench.outbox.hasRetired)
    }

    @Test(
        "A slot that outlasts the stop time-out is in doubt: the reset goes again once, the newsletter waits for a person"
    )
    func timeOut() async throws {
        let latch = Latch()
        defer { latch.open() }
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let settings = WorkerSettings(connections: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let bench = try TestWorker(settings: settings, carrier: carrier)
        let reset = await bench.outbox.enqueue()
        let newsletter = await bench.outbox.enqueue(kind: "newsletter", lane: .bulk)
        try await bench.whileWorking {
            #expect(
                await eventually {
                    carrier.seen.flying[.transactional] == 1 && carrier.seen.flying[.bulk] == 1
                })
        }
        #expect(await bench.outbox.row(reset)?.settlements.last?.outcome == .resend(delay: .seconds(5)))
        #expect(await bench.outbox.row(newsletter)?.state == .inDoubt)
        #expect(await bench.outbox.hasRetired)
    }

    @Test(
        "A connection that the carrier cuts before the dot had sent nothing: its message is handed back, its attempt uncounted"
    )
    func cut() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier(
            { _, _ in
                await latch.wait()
                return .broken(.stopping, at: .body, detail: "cut")
            }, onClose: { latch.open() })
        // Long after the close, so that no slot is given up meanwhile.
        let settings = WorkerSettings(connections: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(3000))
        let bench = try TestWorker(settings: settings, carrier: carrier)
        let reset = await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
        }
        #expect(await bench.outbox.row(reset)?.settlements.map(\.outcome) == [.released])
        #expect(await bench.outbox.row(reset)?.claimed.doubts == 0)
    }

    @Test("With the database away at the stop the worker ends, says what it could not store, and hands nothing back")
    func databaseAway() async throws {
        let latch = Latch()
        let carrier = ScriptedCarrier { _, _ in
            await latch.wait()
            return .accepted(.ok)
        }
        let settings = WorkerSettings(connections: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let bench = try TestWorker(settings: settings, carrier: carrier)
        await bench.outbox.enqueue()
        try await bench.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
            await bench.outbox.goAway()
            #expect(await eventually { !bench.tape.lines("database_lost").isEmpty })
            latch.open()
        }
        #expect(bench.tape.lines("stopped").first?.fields["unsettled"] == "1")
        #expect(await bench.outbox.hasRetired == false)
        #expect(await bench.outbox.count(.leased) == 1)
    }

    @Test("While one outcome cannot be stored nothing is handed back: the relay may have taken the message")
    func unsettled() async throws {
        let settings = WorkerSettings(connections: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let bench = try TestWorker(settings: settings)
        await bench.outbox.poison(await bench.outbox.enqueue())
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("statement_failed").isEmpty })
        }
        #expect(bench.tape.lines("stopped").first?.fields["unsettled"] == "1")
        #expect(await bench.outbox.hasRetired == false)
    }

    @Test("Told to stop before the database ever answered, it stops")
    func neverStarted() async throws {
        let bench = try TestWorker()
        await bench.outbox.goAway()
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("database_lost").isEmpty })
        }
        #expect(bench.worker.health().phase == .stopped)
    }
}
