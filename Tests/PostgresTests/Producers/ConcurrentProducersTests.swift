import Mail
import PrivatePostgres
import TestServers
import Testing

@testable import Postgres

@Suite("Sixty-four sessions at once", .timeLimit(.minutes(3)))
struct ConcurrentProducersTests {
    private static let sessions = 64

    /// Runs a statement in each of many sessions, all of which wait for the same moment; what each returned, nil where it was refused.
    private func together(
        _ settings: DatabaseSettings, _ statement: @escaping @Sendable (Int) -> String
    ) async throws -> [String?] {
        let gate = DatabaseSession(settings: settings)
        try await gate.execute("select pg_advisory_lock(4711)")
        return try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<Self.sessions {
                group.addTask {
                    let session = DatabaseSession(settings: settings)
                    try await session.execute("begin")
                    try await session.execute("select pg_advisory_xact_lock_shared(4711)")
                    do {
                        let found = try await session.rows("select (\(statement(number)))::text as value") {
                            $0.text("value")
                        }
                        try await session.execute("commit")
                        return found.first ?? nil
                    } catch OutboxError.statement {
                        try await session.execute("rollback")
                        return nil
                    }
                }
            }
            let waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
            while try await count(waiting, gate) != Int64(Self.sessions) {
                try await Task.sleep(for: .milliseconds(20))
            }
            try await gate.execute("select pg_advisory_unlock(4711)")
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// A server of its own: the one that the tests share has not so many connections to give.
    private func withServer(_ body: (DatabaseSettings, DatabaseSession) async throws -> Void) async throws {
        let server = try await PrivatePostgres(folder: makeTemporaryFolder("producers"), isTemporary: true)
        let settings = DatabaseSettings(url: server.url())
        _ = try await Migrator(settings).migrate()
        try await PostgresInstallation(settings).publish(
            OutboxFixture.kinds + [
                RecipientLimitTests.kind("code", .refuse), RecipientLimitTests.kind("question", .drop),
            ])
        try await body(settings, DatabaseSession(settings: settings))
        await server.stop(.immediate)
    }

    private func count(_ query: String, _ session: DatabaseSession) async throws -> Int64? {
        try await session.rows("select (\(query)) as n") { row throws(OutboxError) in try row.integer("n") }.first
    }

    @Test(
        "One dedup key makes one message, whose id all get; one supersede key leaves one to be sent; a limit lets three through"
    )
    func keys() async throws {
        try await withServer { settings, session in
            let reset = "facteur.enqueue('password-reset', 'a@b.test', '{\"link\": \"\(OutboxFixture.link)\"}'"
            let ids = try await together(settings) { _ in "\(reset), dedup_key => 'one')" }
            #expect(Set(ids).count == 1 && !ids.contains(nil))
            #expect(try await count("select count(*) from facteur.message", session) == 1)

            _ = try await together(settings) { _ in "\(reset), supersede_key => 'one')" }
            let worker = PostgresOutbox(settings)
            try await worker.enlist()
            let claims = try await worker.claim(.transactional, limit: 200)
            #expect(claims.filter { $0.status == .due }.count == 2)

            let codes = try await together(settings) { _ in "facteur.enqueue('code', 'a@b.test')" }
            #expect(codes.compactMap(\.self).count == 3)
            _ = try await together(settings) { _ in "facteur.enqueue('question', 'a@b.test')" }
            #expect(try await count("select count(*) from facteur.ready where kind = 'question'", session) == 3)
            #expect(try await count("select count(*) from facteur.ended where outcome = 'limited'", session) == 61)
        }
    }

    @Test("Calls with the same keys in whatever order neither wait for each other for ever nor store anything twice")
    func many() async throws {
        try await withServer { settings, session in
            let ids = try await together(settings) { number in
                let elements = (0..<40).map { index in
                    let key = (index * 7 + number) % 40
                    return
                        #"{"kind": "account-updated", "recipient": "a\#(key)@b.test", "params": {"changes": ["a"]}, "dedup_key": "\#(key)"}"#
                }
                return "select count(*) from facteur.enqueue_many('[\(elements.joined(separator: ","))]')"
            }
            #expect(ids.allSatisfy { $0 == "40" })
            #expect(try await count("select count(*) from facteur.message", session) == 40)
        }
    }
}
