import Logging
import Mail
import Pipeline
import ServiceLifecycle
import Testing

@Suite("Stopping", .timeLimit(.minutes(2)))
struct StoppingTests {
    @Test("A graceful stop hands back what no line had begun, lets the lines finish and stores their outcomes")
    func graceful() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { message, _ in
            if message.envelope.recipient.hasPrefix("slow") { await gate.wait() }
            return .accepted(.ok)
        }
        let house = try House(settings: WorkerSettings(lines: 2, stopTimeout: .seconds(2000)), carrier: carrier)
        // Quick ones first, so that the worker claims ahead; then two that hold both lines.
        for _ in 0..<100 { await house.outbox.enqueue() }
        for _ in 0..<2 { await house.outbox.enqueue(to: "slow@client.test") }
        for _ in 0..<300 { await house.outbox.enqueue(to: "later@client.test") }
        let group = ServiceGroup(services: [house.worker], logger: house.tape.logger)
        let running = Task { try await group.run() }
        #expect(await eventually { carrier.seen.flying[.transactional] == 2 })
        await group.triggerGracefulShutdown()
        #expect(await eventually { !house.tape.lines("stopping").isEmpty })
        #expect(house.worker.health().phase == .stopping)
        #expect(await eventually { await house.outbox.count(.leased) == 2 })
        gate.open()
        try await running.value
        #expect(await house.outbox.count(.sent) == 102)
        #expect(await house.outbox.count(.waiting) == 300)
        #expect(await house.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
        #expect(await house.outbox.hasRetired)
        #expect(carrier.seen.isClosed)
        #expect(house.tape.lines("stopped").count == 1)
        #expect(house.worker.health().phase == .stopped)
    }

    @Test("Cancellation stops as gracefully: outcomes are stored all the same")
    func cancelled() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { _, _ in
            await gate.wait()
            return .accepted(.ok)
        }
        let house = try House(carrier: carrier)
        await house.outbox.enqueue()
        let work = Task { try await house.worker.run() }
        #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
        work.cancel()
        #expect(await eventually { !house.tape.lines("stopping").isEmpty })
        gate.open()
        try await work.value
        #expect(await house.outbox.count(.sent) == 1)
        #expect(await house.outbox.hasRetired)
    }

    @Test(
        "A line that outlasts the stop time-out is in doubt: the reset goes again once, the newsletter waits for a person"
    )
    func timeOut() async throws {
        let gate = Gate()
        defer { gate.open() }
        let carrier = ScriptedCarrier { _, _ in
            await gate.wait()
            return .accepted(.ok)
        }
        let settings = WorkerSettings(lines: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let house = try House(settings: settings, carrier: carrier)
        let reset = await house.outbox.enqueue()
        let newsletter = await house.outbox.enqueue(kind: "newsletter", lane: .bulk)
        try await house.whileWorking {
            #expect(
                await eventually {
                    carrier.seen.flying[.transactional] == 1 && carrier.seen.flying[.bulk] == 1
                })
        }
        #expect(await house.outbox.row(reset)?.settlements.last?.outcome == .resend(delay: .seconds(5)))
        #expect(await house.outbox.row(newsletter)?.state == .inDoubt)
        #expect(await house.outbox.hasRetired)
    }

    @Test(
        "A line that the carrier cuts before the dot had sent nothing: its message is handed back, its attempt uncounted"
    )
    func cut() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier(
            { _, _ in
                await gate.wait()
                return .broken(.stopping, at: .body, detail: "cut")
            }, onClose: { gate.open() })
        // Long after the close, so that no line is given up meanwhile.
        let settings = WorkerSettings(lines: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(3000))
        let house = try House(settings: settings, carrier: carrier)
        let reset = await house.outbox.enqueue()
        try await house.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
        }
        #expect(await house.outbox.row(reset)?.settlements.map(\.outcome) == [.released])
        #expect(await house.outbox.row(reset)?.claimed.doubts == 0)
    }

    @Test("With the database away at the stop the worker ends, says what it could not store, and hands nothing back")
    func databaseAway() async throws {
        let gate = Gate()
        let carrier = ScriptedCarrier { _, _ in
            await gate.wait()
            return .accepted(.ok)
        }
        let settings = WorkerSettings(lines: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let house = try House(settings: settings, carrier: carrier)
        await house.outbox.enqueue()
        try await house.whileWorking {
            #expect(await eventually { carrier.seen.flying[.transactional] == 1 })
            await house.outbox.goAway()
            #expect(await eventually { !house.tape.lines("database_lost").isEmpty })
            gate.open()
        }
        #expect(house.tape.lines("stopped").first?.fields["unsettled"] == "1")
        #expect(await house.outbox.hasRetired == false)
        #expect(await house.outbox.count(.leased) == 1)
    }

    @Test("While one outcome cannot be stored nothing is handed back: the relay may have taken the message")
    func unsettled() async throws {
        let settings = WorkerSettings(lines: 4, stopTimeout: .seconds(2), flushTimeout: .seconds(1))
        let house = try House(settings: settings)
        await house.outbox.poison(await house.outbox.enqueue())
        try await house.whileWorking {
            #expect(await eventually { !house.tape.lines("statement_failed").isEmpty })
        }
        #expect(house.tape.lines("stopped").first?.fields["unsettled"] == "1")
        #expect(await house.outbox.hasRetired == false)
    }

    @Test("Told to stop before the database ever answered, it stops")
    func neverStarted() async throws {
        let house = try House()
        await house.outbox.goAway()
        try await house.whileWorking {
            #expect(await eventually { !house.tape.lines("database_lost").isEmpty })
        }
        #expect(house.worker.health().phase == .stopped)
    }
}
