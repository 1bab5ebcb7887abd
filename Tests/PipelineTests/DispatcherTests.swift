import Mail
import Testing

@testable import Pipeline

@Suite("The dispatcher", .timeLimit(.minutes(1)))
struct DispatcherTests {
    private let clock = HandClock()
    private let wakeUp = WakeUp()
    private let dispatcher: Dispatcher
    private let outbox: MemoryOutbox

    init() {
        dispatcher = Dispatcher(plan: LanePlan(slots: 4), time: clock.time, wakeUp: wakeUp)
        outbox = MemoryOutbox(time: clock.time)
    }

    private func claim(_ lane: Lane, _ count: Int) async throws -> [ClaimedMessage] {
        for _ in 0..<count { await outbox.enqueue(kind: lane == .bulk ? "newsletter" : "password-reset", lane: lane) }
        return try await outbox.claim(lane, limit: count).map { ClaimedMessage($0, claimedAt: clock.now) }
    }

    @Test("Bulk mail that is held never gets a reserved slot; a shared one takes transactional mail first (S13)")
    func lanes() async throws {
        #expect(dispatcher.put(try await claim(.bulk, 2), of: .bulk).isEmpty)
        let reserved = Task { await dispatcher.take(.reserved) }
        // The reserved slot waits although bulk mail is held, and gets the first transactional message.
        #expect(await eventually { dispatcher.wants(.transactional) == 1 })
        let reset = try await claim(.transactional, 2)
        #expect(dispatcher.put(reset, of: .transactional).isEmpty)
        #expect(await reserved.value?.claimed.lease == reset[0].claimed.lease)
        #expect(await dispatcher.take(.shared)?.claimed.lease == reset[1].claimed.lease)
        #expect(await dispatcher.take(.shared)?.claimed.lane == .bulk)
    }

    @Test("Transactional mail takes a free reserved slot before a shared one")
    func reservedFirst() async throws {
        let shared = Task { await dispatcher.take(.shared) }
        #expect(await eventually { dispatcher.wants(.bulk) == 1 })
        let reserved = Task { await dispatcher.take(.reserved) }
        #expect(await eventually { dispatcher.wants(.transactional) == 2 })
        _ = dispatcher.put(try await claim(.transactional, 1), of: .transactional)
        #expect(await reserved.value?.claimed.lane == .transactional)
        #expect(dispatcher.wants(.bulk) == 1)
        #expect(dispatcher.close().isEmpty)
        #expect(await shared.value?.claimed.lease == nil)
    }

    @Test("A closed dispatcher returns what it held and takes no more")
    func closed() async throws {
        _ = dispatcher.put(try await claim(.transactional, 3), of: .transactional)
        #expect(dispatcher.close().count == 3)
        #expect(dispatcher.put(try await claim(.transactional, 1), of: .transactional).count == 1)
        #expect(await dispatcher.take(.shared)?.claimed.lease == nil)
        #expect(dispatcher.wants(.transactional) == 0)
    }

    @Test("What a slot has in hand when the worker stops waiting is no longer the slot's to settle")
    func abandoned() async throws {
        let messages = try await claim(.transactional, 2)
        _ = dispatcher.put(messages, of: .transactional)
        let first = try #require(await dispatcher.take(.shared))
        let second = try #require(await dispatcher.take(.shared))
        #expect(dispatcher.finish(first))
        #expect(dispatcher.abandon().map(\.claimed.lease) == [second.claimed.lease])
        #expect(dispatcher.finish(second) == false)
    }

    @Test("Of many free slots one asks for a claim, and another one after the claim")
    func asksOnce() async throws {
        let first = Task { await dispatcher.take(.reserved) }
        #expect(await wakeUp.wait(atMost: .seconds(50), by: .system))
        let second = Task { await dispatcher.take(.reserved) }
        #expect(await eventually { dispatcher.wants(.transactional) == 2 })
        #expect(await wakeUp.wait(atMost: .zero, by: .system) == false)
        #expect(dispatcher.put(try await claim(.transactional, 1), of: .transactional).isEmpty)
        #expect(await first.value != nil)
        let third = Task { await dispatcher.take(.reserved) }
        #expect(await wakeUp.wait(atMost: .seconds(50), by: .system))
        _ = dispatcher.close()
        #expect(await (second.value?.claimed.lease, third.value?.claimed.lease) == (nil, nil))
    }

    @Test("A lane whose slots became slower after it had asked, so that no claim came of it, asks again")
    func asksAgain() async throws {
        func take() async throws -> ClaimedMessage { try #require(await dispatcher.take(.shared)) }
        // At 10 ms a message four slots send 40 in 100 ms: more is wanted once 20 are held.
        _ = dispatcher.put(try await claim(.transactional, 1), of: .transactional)
        let first = try await take()
        clock.advance(by: .milliseconds(10))
        #expect(dispatcher.finish(first))
        _ = dispatcher.put(try await claim(.transactional, 21), of: .transactional)
        _ = await wakeUp.wait(atMost: .zero, by: .system)
        let second = try await take()
        #expect(await wakeUp.wait(atMost: .zero, by: .system))
        // At 20 ms it is 20, and more is wanted once 10 are held.
        clock.advance(by: .milliseconds(170))
        #expect(dispatcher.finish(second))
        #expect(dispatcher.demand().wanted[.transactional] == 0)
        for _ in 0..<9 { _ = try await take() }
        #expect(await wakeUp.wait(atMost: .zero, by: .system) == false)
        _ = try await take()
        #expect(await wakeUp.wait(atMost: .zero, by: .system))
        #expect(dispatcher.demand().wanted[.transactional] == 10)
    }
}
