import Mail
import Synchronization
import TestServers
import Testing

@testable import Postgres

@Suite("The order of events", .timeLimit(.minutes(3)))
struct EventOrderTests {
    private static let log = """
        insert into facteur.delivery (message, token, attempt, outcome, reply, queued_ms, render_ms, connect_ms, dialogue_ms)
            values ($1::uuid, 1, 1, 'sent', 'Ok', 0, 0, 0, 0)
        """

    private func read(_ session: DatabaseSession, after cursor: Int64 = 0) async throws -> [(Int64, MessageID)] {
        try await session.rows("select cursor, message from facteur.events_since($1, 500)", [Value(cursor)]) {
            row throws(OutboxError) in (try row.integer("cursor"), try row.message("message"))
        }
    }

    @Test(
        "A settlement that takes long holds up no other one, and is told when it is stored",
        arguments: ["commit", "rollback"])
    func slow(end: String) async throws {
        let fixture = try await OutboxFixture.make()
        let events = PostgresEvents(fixture.database.settings)
        let slow = DatabaseSession(settings: fixture.database.settings)
        // Of a transaction that only enqueues, a shop's long night job, no event waits.
        let job = DatabaseSession(settings: fixture.database.settings)
        try await job.execute("begin")
        try await job.execute("create temporary table t ()")
        let (first, second, third) = (
            try await fixture.enqueue(), try await fixture.enqueue(), try await fixture.enqueue()
        )
        try await slow.execute("begin")
        try await slow.execute(Self.log, [Value(first)])
        try await fixture.sql.execute(Self.log, [Value(second)])
        for _ in 0..<5 { _ = try await events.number(EventPace.batch) }
        #expect(try await read(fixture.sql).map(\.1) == [second])
        try await fixture.sql.execute(Self.log, [Value(third)])
        for _ in 0..<3 { _ = try await events.number(EventPace.batch) }
        #expect(try await read(fixture.sql, after: 1).map(\.1) == [third])
        try await slow.execute(end)
        for _ in 0..<3 { _ = try await events.number(EventPace.batch) }
        #expect(try await read(fixture.sql, after: 2).map(\.1) == (end == "commit" ? [first] : []))
        // Nothing is left to look into.
        #expect(
            try await fixture.value("select gaps::text || old_gaps || writers::text from facteur.event_progress")
                == "{}{}{}")
        try await job.execute("rollback")
    }

    @Test(
        "Of 64 sessions that enqueue, settle and roll back at once, a reader gets each event that was stored exactly once"
    )
    func storm() async throws {
        let fixture = try await OutboxFixture.make()
        let settings = fixture.database.settings
        let isOver = Flag()
        let reader = Task { () throws -> [MessageID] in
            let session = DatabaseSession(settings: settings)
            var (cursor, seen): (Int64, [MessageID]) = (0, [])
            while true {
                let wasOver = isOver.isSet
                let rows = try await read(session, after: cursor)
                for (next, message) in rows {
                    #expect(next > cursor)
                    cursor = next
                    seen.append(message)
                }
                if rows.isEmpty, wasOver { return seen }
            }
        }
        let numbering = (0..<2).map { _ in
            Task {
                let events = PostgresEvents(settings)
                while !isOver.isSet { _ = try await events.number(EventPace.batch) }
            }
        }
        let stored = try await withThrowingTaskGroup(of: [MessageID].self) { group in
            for number in 0..<64 {
                group.addTask {
                    var stored: [MessageID] = []
                    let session = DatabaseSession(settings: settings)
                    for round in 0..<12 {
                        let isStored = (number + round) % 3 != 0
                        var mine: [MessageID] = []
                        try await session.execute("begin")
                        for _ in 0..<(1 + (number * 7 + round) % 5) {
                            let ids = try await session.rows(
                                "select facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"x\"]}') as id"
                            ) { row throws(OutboxError) in try row.message("id") }
                            mine += ids
                            try await session.execute(Self.log, [Value(ids[0])])
                        }
                        try await session.execute(isStored ? "commit" : "rollback")
                        if isStored { stored += mine }
                    }
                    await session.close()
                    return stored
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let events = PostgresEvents(settings)
        repeat {
            _ = try await events.number(EventPace.batch)
        } while try await fixture.value("select writers::text || gaps || old_gaps from facteur.event_progress")
            != "{}{}{}"
        while try await events.number(EventPace.batch) == EventPace.batch {}
        isOver.set()
        for task in numbering { try await task.value }
        let seen = try await reader.value
        #expect(seen.count == stored.count)
        #expect(Set(seen) == Set(stored))
    }
}

/// Whether the writers are done.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() { value.store(true, ordering: .releasing) }
}
