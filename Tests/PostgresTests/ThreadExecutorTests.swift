import Glibc
import Mail
import Platform
import Synchronization
import TestServers
import Testing

@testable import Postgres

@Suite("A machine without threads to spare", .timeLimit(.minutes(2)))
struct ThreadExecutorTests {
    @Test("Every question is refused with the reason, and answered once a thread can be started")
    func refusal() async throws {
        let database = try await TestDatabase.make()
        let isFull = Flag()
        let executor = ThreadExecutor { body throws(DetachedThread.Refused) in
            if isFull.value.withLock({ $0 }) { throw DetachedThread.Refused(EAGAIN) }
            try DetachedThread.start(body)
        }
        let session = DatabaseSession(settings: database.settings, executor: executor)
        let lines = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask { await PostgresTests.refusal { try await session.execute("select 1") } }
            }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(
            lines == [
                "database: no thread can be started: Resource temporarily unavailable: raise TasksMax= of the unit, or ulimit -u"
            ])
        isFull.value.withLock { $0 = false }
        // Whoever ran the others' questions may still be looking whether there are more, and would take this one too.
        while await PostgresTests.refusal({ try await session.execute("select 1") }) != nil { await Task.yield() }
        #expect(try await session.rows("select 'yes' as answer") { $0.text("answer") } == ["yes"])
    }

    @Test("Whoever listens for wake-ups is told that there are none, instead of being held up")
    func listening() async throws {
        let database = try await TestDatabase.make()
        let listener = Listener(settings: database.settings, executor: Self.refusing)
        for await _ in listener.notifications(on: "facteur") { Issue.record("there is nobody to say so") }
    }

    private static let refusing = ThreadExecutor { _ throws(DetachedThread.Refused) in
        throw DetachedThread.Refused(EAGAIN)
    }

    private final class Flag: Sendable {
        let value = Mutex(true)
    }
}
