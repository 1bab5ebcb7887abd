import Mail
import Synchronization
import TestServers
import Testing

@testable import Postgres

@Suite("A migration that has to wait for a lock", .timeLimit(.minutes(2)))
struct MigrationWaitTests {
    private static let step = Migration(
        number: Migration.all.count + 1, name: "next", body: "alter table facteur.kind add column colour text;")

    /// What another session does, and what a migration waits for meanwhile.
    static let blocks: [(statement: String, lock: String)] = [
        ("lock table facteur.kind in share mode", "facteur.kind (AccessExclusiveLock)"),
        ("select from facteur.kind", "facteur.kind (AccessExclusiveLock)"),
        ("select pg_advisory_xact_lock(7215069823481)", "the end of another migration (ExclusiveLock)"),
    ]

    @Test("It says what it waits for and who holds that, and goes on when it can", arguments: blocks)
    func waits(_ block: (statement: String, lock: String)) async throws {
        let database = try await TestDatabase.make()
        let (holder, pid) = try await hold(block.statement, database)
        let told = Told()
        let migrator = Migrator(database.settings, migrations: Migration.all + [Self.step])
        let titles = try await migrator.migrate { line in
            told.lines.withLock { $0.append(line) }
            Task { try await holder.execute("commit") }
        }
        #expect(titles == [Self.step.title])
        let line = try #require(told.lines.withLock { $0 }.first)
        let start = "\(Self.step.title) waits for \(block.lock), held by pid \(pid) (test \(database.name), role "
        #expect(line.hasPrefix(start) && line.contains(", idle in transaction) since 20"), "\(line)")
    }

    @Test("It gives up in the end, naming the lock, and leaves nothing behind")
    func givesUp() async throws {
        let database = try await TestDatabase.make()
        let (holder, pid) = try await hold("lock table facteur.kind in share mode", database)
        let migrator = Migrator(
            database.settings, migrations: Migration.all + [Self.step], giveUpAfter: .milliseconds(100))
        let line = try #require(await refusal { _ = try await migrator.migrate() })
        #expect(
            line.contains("gave up after 0 s, waiting for facteur.kind (AccessExclusiveLock), held by pid \(pid)"),
            "\(line)")
        #expect(line.hasSuffix("(in migration \(Self.step.title))"), "\(line)")
        try await holder.execute("commit")
        try await Migrator(database.settings).verify()
    }

    @Test("It can be interrupted, however long it would wait")
    func interrupted() async throws {
        let database = try await TestDatabase.make()
        let (holder, _) = try await hold("lock table facteur.kind in share mode", database)
        let (waits, continuation) = AsyncStream<Void>.makeStream()
        let migrator = Migrator(database.settings, migrations: Migration.all + [Self.step])
        let work = Task { await refusal { _ = try await migrator.migrate { _ in continuation.yield() } } }
        for await _ in waits.prefix(1) {}
        work.cancel()
        #expect(await work.value?.hasPrefix("database: was interrupted, waiting for facteur.kind") == true)
        try await holder.execute("commit")
    }

    @Test("Nobody waits long behind it")
    func queue() async throws {
        let database = try await TestDatabase.make()
        let (holder, _) = try await hold("select from facteur.kind", database)
        let (waits, continuation) = AsyncStream<Void>.makeStream()
        let migrator = Migrator(database.settings, migrations: Migration.all + [Self.step])
        let work = Task { try await migrator.migrate { _ in continuation.yield() } }
        for await _ in waits.prefix(1) {}
        // Behind the migration in the queue for the table; its holder holds on.
        let reader = DatabaseSession(settings: database.settings)
        try await reader.execute("set lock_timeout = '10s'")
        try await reader.execute("select from facteur.kind")
        try await holder.execute("commit")
        #expect(try await work.value == [Self.step.title])
    }

    /// A session with a transaction that has run the statement, and its process.
    private func hold(_ statement: String, _ database: TestDatabase) async throws -> (DatabaseSession, String) {
        let session = DatabaseSession(settings: database.settings)
        let pid = try await session.rows("select pg_backend_pid()::text as pid") { $0.text("pid") }.first ?? nil
        try await session.execute("begin")
        try await session.execute(statement)
        return (session, try #require(pid))
    }

    private final class Told: Sendable {
        let lines = Mutex<[String]>([])
    }
}
