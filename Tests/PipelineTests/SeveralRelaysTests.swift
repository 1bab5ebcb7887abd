import Mail
import Pipeline
import Synchronization
import Testing

@Suite("The flow with several relays", .timeLimit(.minutes(2)))
struct SeveralRelaysTests {
    @Test("A relay that does not answer holds its own connections alone: all else goes by the other (S13)")
    func slow() async throws {
        let latch = Latch()
        let slow = ScriptedCarrier(
            name: "slow",
            { _, _ in
                await latch.wait()
                return .accepted(.ok)
            })
        let quick = ScriptedCarrier(name: "quick")
        let bench = try TestWorker(settings: WorkerSettings(connections: 4), carrier: slow, besides: [quick.relay()])
        for _ in 0..<100 { await bench.outbox.enqueue() }
        for _ in 0..<100 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.sent) >= 196 })
            #expect(slow.seen.order.count <= 4)
            #expect(slow.seen.mostFlying[.bulk] ?? 0 <= 3)
            latch.open()
            #expect(await eventually { await bench.outbox.count(.sent) == 200 })
        }
        #expect(quick.seen.accepted.count + slow.seen.accepted.count == 200)
    }

    @Test("A dead relay costs no message its attempt; while the other is up newsletters find out that it is back (S14)")
    func dead() async throws {
        let isDead = Mutex(true)
        let first = ScriptedCarrier(
            name: "first", { _, _ in isDead.withLock { $0 } ? .refusedConnection : .accepted(.ok) })
        let spare = ScriptedCarrier(name: "spare")
        let bench = try TestWorker(carrier: first, besides: [spare.relay(weight: 0)])
        for _ in 0..<100 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.sent) == 100 })
            #expect(bench.worker.health().isReady)
            #expect(bench.tape.lines("relay_down").map { $0.fields["relay"] } == ["first"])
            #expect(bench.worker.health().relay != .up)
            isDead.withLock { $0 = false }
            #expect(
                await eventually {
                    await bench.outbox.enqueue(kind: "newsletter", lane: .bulk)
                    return bench.worker.health().relay == .up && !bench.tape.lines("relay_up").isEmpty
                })
        }
        #expect(bench.tape.lines("relay_up").map { $0.fields["relay"] } == ["first"])
        #expect(spare.seen.accepted.count >= 100)
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
    }

    @Test("With every relay down nothing is claimed; where messages alone fail, one at a time is (S14)")
    func allDown() async throws {
        let fault = Mutex(Transmission.End.refusedConnection)
        let carriers = ["first", "spare"].map { ScriptedCarrier(name: $0, { _, _ in fault.withLock { $0 } }) }
        let bench = try TestWorker(
            time: .fast(1000), carrier: carriers[0], besides: [carriers[1].relay(weight: 0)])
        for _ in 0..<50 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { bench.tape.lines("relay_down").count == 2 })
            // What was claimed before is done with.
            #expect(await eventually { await bench.outbox.count(.leased) == 0 })
            let idle = await bench.outbox.claims.count
            let probes = carriers[0].seen.probes
            #expect(await eventually { carriers[0].seen.probes >= probes + 5 })
            #expect(await bench.outbox.claims.count == idle)
            fault.withLock { $0 = .broken(.closedByPeer, at: .mail, detail: "closed") }
            let sends = carriers[0].seen.order.count
            #expect(await eventually { carriers[0].seen.order.count >= sends + 6 })
            let claims = await bench.outbox.claims.dropFirst(idle)
            #expect(claims.allSatisfy { $0.found <= 1 })
        }
        #expect(bench.tape.lines("relay_down").count == 2)
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
    }

    @Test("When the spare dies in its turn, the next message finds out whether the first is back, and all follow")
    func backAndForth() async throws {
        let dead = Mutex("first")
        let carriers = ["first", "spare"].map { name in
            ScriptedCarrier(
                name: name, { _, _ in dead.withLock { $0 } == name ? .refusedConnection : .accepted(.ok) })
        }
        let bench = try TestWorker(carrier: carriers[0], besides: [carriers[1].relay(weight: 0)])
        try await bench.whileWorking {
            for (round, name) in ["first", "spare", "first", "spare"].enumerated() {
                dead.withLock { $0 = name }
                for _ in 0..<40 { await bench.outbox.enqueue() }
                #expect(await eventually { await bench.outbox.count(.sent) == 40 * (round + 1) })
            }
        }
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
    }
}
