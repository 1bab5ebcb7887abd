import Mail
import Pipeline
import Synchronization
import Testing

@Suite("The flow with relays that are kept for something", .timeLimit(.minutes(2)))
struct NamedRelaysTests {
    private static let kinds: [String: KindDefinition] = {
        var kinds = KindDefinition.test
        kinds["order"] = kinds["password-reset"]
        kinds["order"]?.name = "order"
        return kinds
    }()

    private func relay(
        _ carrier: ScriptedCarrier, _ name: String, _ services: String = "", connections: Int? = nil, perDay: Int? = nil
    ) -> Relay {
        let words = services.split(separator: " ").map { RelayService(String($0)) }
        return Relay(
            name: name, carrier: carrier, terms: RelayTerms(name: name, services: Set(words), perDay: perDay),
            connections: connections)
    }

    @Test("A newsletter's relay being down stops no reset, and costs no letter an attempt (S13, S14)")
    func newsletterDown() async throws {
        let news = ScriptedCarrier(name: "news", { _, _ in .refusedConnection })
        let bench = try TestWorker(besides: [relay(news, "news", "bulk")])
        for _ in 0..<50 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { bench.tape.lines("relay_down").map { $0.fields["relay"] } == ["news"] })
            for _ in 0..<100 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 100 })
            #expect(await eventually { await bench.outbox.count(.leased) == 0 })
            // Nothing of the newsletter is claimed meanwhile, however much else is.
            let claims = await bench.outbox.claims.count { $0.lane == .bulk }
            for _ in 0..<100 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 200 })
            #expect(await bench.outbox.claims.count { $0.lane == .bulk } == claims)
            #expect(bench.worker.health().isReady)
        }
        #expect(bench.carrier.seen.mostFlying[.bulk] == nil)
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 && $0.settlements.count <= 1 })
    }

    @Test("The resets' relay being down stops no newsletter, and the worker is not ready")
    func resetsDown() async throws {
        let main = ScriptedCarrier(name: "main", { _, _ in .refusedConnection })
        let news = ScriptedCarrier(name: "news")
        let bench = try TestWorker(carrier: main, besides: [relay(news, "news", "bulk")])
        for _ in 0..<20 { await bench.outbox.enqueue() }
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("relay_down").isEmpty })
            for _ in 0..<200 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
            #expect(await eventually { await bench.outbox.count(.sent) == 200 })
            #expect(bench.worker.health().relay.isDown)
        }
        #expect(news.seen.accepted.count == 200)
    }

    @Test("A kind's relay that hangs keeps its own connections, and no slot of the other kinds (S13)")
    func kindHangs() async throws {
        let latch = Latch()
        let orders = ScriptedCarrier(
            name: "orders",
            { _, _ in
                await latch.wait()
                return .accepted(.ok)
            })
        let bench = try TestWorker(
            settings: WorkerSettings(connections: 4), kinds: Self.kinds,
            besides: [relay(orders, "orders", "order", connections: 2)])
        for _ in 0..<60 { await bench.outbox.enqueue(kind: "order") }
        try await bench.whileWorking {
            #expect(await eventually { orders.seen.order.count == 2 })
            for _ in 0..<100 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 100 })
            #expect(orders.seen.order.count == 2)
            latch.open()
            #expect(await eventually { await bench.outbox.count(.sent) == 160 })
        }
        #expect(orders.seen.accepted.count == 60 && orders.seen.accepted.values.allSatisfy { $0 == 1 })
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 })
    }

    @Test("A kind's relay that is down rests its messages, longer and longer, while the lane goes on")
    func kindDown() async throws {
        let isDead = Mutex(true)
        let orders = ScriptedCarrier(
            name: "orders", { _, _ in isDead.withLock { $0 } ? .refusedConnection : .accepted(.ok) })
        let bench = try TestWorker(kinds: Self.kinds, besides: [relay(orders, "orders", "order")])
        for _ in 0..<20 { await bench.outbox.enqueue(kind: "order") }
        try await bench.whileWorking {
            #expect(await eventually { !bench.tape.lines("relay_down").isEmpty })
            for _ in 0..<100 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 100 })
            isDead.withLock { $0 = false }
            #expect(await eventually { await bench.outbox.count(.sent) == 120 })
        }
        #expect(await bench.outbox.rows.values.allSatisfy { $0.claimed.attempt == 1 && $0.settlements.count < 30 })
    }

    @Test("A quota that is used up is told once, holds newsletters, and lets resets go by the same relay")
    func quota() async throws {
        let quotas = MemoryQuotas(opensIn: .seconds(36_000))
        let main = ScriptedCarrier(name: "main")
        let bench = try TestWorker(carrier: main, terms: RelayTerms(name: "main", perDay: 100), quotas: quotas)
        for _ in 0..<150 { await bench.outbox.enqueue(kind: "newsletter", lane: .bulk) }
        try await bench.whileWorking {
            #expect(await eventually { await bench.outbox.count(.sent) == 90 })
            #expect(await eventually { bench.tape.lines("quota_spent").map { $0.fields["lane"] } == ["bulk"] })
            for _ in 0..<8 { await bench.outbox.enqueue() }
            #expect(await eventually { await bench.outbox.count(.sent) == 98 })
            #expect(await eventually { await bench.outbox.count(.leased) == 0 })
            #expect(bench.worker.health().isReady)
            guard case .partly(let reason) = bench.worker.health().relay else {
                Issue.record("\(bench.worker.health().relay)")
                return
            }
            #expect(reason.contains("its quota of 100 a day is used up: bulk mail waits until"))
        }
        // What was reserved and not needed is given back.
        #expect(await quotas.used == 98)
        #expect(main.seen.accepted.count == 98)
    }

    @Test("Two workers never send more together than the quota, however they take turns")
    func shared() async throws {
        let quotas = MemoryQuotas(opensIn: .seconds(36_000))
        let benches = try (0..<2).map { _ in
            try TestWorker(terms: RelayTerms(name: "main", services: [], perDay: 400), quotas: quotas)
        }
        for bench in benches { for _ in 0..<300 { await bench.outbox.enqueue() } }
        try await benches[0].whileWorking {
            try await benches[1].whileWorking {
                #expect(
                    await eventually {
                        let sent = (await benches[0].outbox.count(.sent), await benches[1].outbox.count(.sent))
                        // What one holds of a slice when nothing is left is not the other's.
                        return sent.0 + sent.1 >= 396
                    })
            }
        }
        let sent = benches.reduce(0) { $0 + $1.carrier.seen.accepted.count }
        #expect(sent <= 400)
        #expect(await quotas.used == sent)
    }
}

/// Quotas as the database counts them, but for the passing of days.
actor MemoryQuotas: QuotaStore {
    private let opensIn: Duration
    private(set) var used = 0

    init(opensIn: Duration) { self.opensIn = opensIn }

    func reserve(_ ask: QuotaPurse.Ask, of relay: String, perDay: Int) throws(OutboxError) -> QuotaGrant {
        let count = max(min(ask.wanted, ask.ceiling - used), 0)
        used += count
        return QuotaGrant(count: count, period: "today", lasts: .seconds(36_000), opensIn: count > 0 ? .zero : opensIn)
    }

    func giveBack(_ rest: QuotaPurse.Rest, of relay: String) throws(OutboxError) { used -= rest.count }
}
