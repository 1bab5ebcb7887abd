import Mail
import Testing

@testable import Pipeline

@Suite("The desk", .timeLimit(.minutes(1)))
struct DeskTests {
    private let clock = HandClock()
    private let desk: Desk
    private let outbox: MemoryOutbox

    init() {
        desk = Desk(plan: LanePlan(lines: 4), time: clock.time, bell: Bell())
        outbox = MemoryOutbox(time: clock.time)
    }

    private func claim(_ lane: Lane, _ count: Int) async throws -> [Held] {
        for _ in 0..<count { await outbox.enqueue(kind: lane == .bulk ? "newsletter" : "password-reset", lane: lane) }
        return try await outbox.claim(lane, limit: count).map { Held($0, claimedAt: clock.now) }
    }

    @Test("Bulk mail that is held never gets a reserved line; a shared one takes transactional mail first (S13)")
    func lanes() async throws {
        #expect(await desk.put(try await claim(.bulk, 2)).isEmpty)
        let reserved = Task { await desk.take(.reserved) }
        // The reserved line waits although bulk mail is held, and gets the first transactional message.
        #expect(await eventually { await desk.wants(.transactional) == 1 })
        let reset = try await claim(.transactional, 2)
        #expect(await desk.put(reset).isEmpty)
        #expect(await reserved.value?.claimed.lease == reset[0].claimed.lease)
        #expect(await desk.take(.shared)?.claimed.lease == reset[1].claimed.lease)
        #expect(await desk.take(.shared)?.claimed.lane == .bulk)
    }

    @Test("Transactional mail takes a free reserved line before a shared one")
    func reservedFirst() async throws {
        let shared = Task { await desk.take(.shared) }
        #expect(await eventually { await desk.wants(.bulk) == 1 })
        let reserved = Task { await desk.take(.reserved) }
        #expect(await eventually { await desk.wants(.transactional) == 2 })
        _ = await desk.put(try await claim(.transactional, 1))
        #expect(await reserved.value?.claimed.lane == .transactional)
        #expect(await desk.wants(.bulk) == 1)
        #expect(await desk.close().isEmpty)
        #expect(await shared.value?.claimed.lease == nil)
    }

    @Test("A closed desk returns what it held and takes no more")
    func closed() async throws {
        _ = await desk.put(try await claim(.transactional, 3))
        #expect(await desk.close().count == 3)
        #expect(await desk.put(try await claim(.transactional, 1)).count == 1)
        #expect(await desk.take(.shared)?.claimed.lease == nil)
        #expect(await desk.wants(.transactional) == 0)
    }

    @Test("What a line has in hand when the worker stops waiting is no longer the line's to settle")
    func abandoned() async throws {
        let messages = try await claim(.transactional, 2)
        _ = await desk.put(messages)
        let first = try #require(await desk.take(.shared))
        let second = try #require(await desk.take(.shared))
        #expect(await desk.finish(first))
        #expect(await desk.abandon().map(\.claimed.lease) == [second.claimed.lease])
        #expect(await desk.finish(second) == false)
    }
}
