import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Producers behind PgBouncer in transaction mode", .timeLimit(.minutes(2)))
struct PooledProducersTests {
    @Test(
        "Twenty clients on two connections: what each commits is there, what it rolls back is not, and each is its own role"
    )
    func pooled() async throws {
        let fixture = try await OutboxFixture.make()
        let pooler = try #require(try PgBouncer(before: fixture.database), "pgbouncer is not installed")
        let name = fixture.database.name
        let roles = ["\(name)_shop", "\(name)_forum"]
        for role in ["shop", "forum"] { _ = try fixture.user(role) }
        let first = DatabaseSession(settings: pooler.settings)
        while await refusal({ try await first.execute("select 1") }) != nil {
            try await Task.sleep(for: .milliseconds(50))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<20 {
                group.addTask {
                    let session = DatabaseSession(settings: pooler.settings)
                    for turn in 0..<10 {
                        try await session.execute("begin")
                        try await session.execute("set local role \(roles[client % 2])")
                        try await session.execute(
                            "select facteur.enqueue('password-reset', $1, $2::jsonb, dedup_key => $3, supersede_key => $3)",
                            [
                                Value("c\(client)@b.test"), Value("{\"link\": \"\(OutboxFixture.link)\"}"),
                                Value("\(client)-\(turn)"),
                            ])
                        try await session.execute(turn % 5 == 4 ? "rollback" : "commit")
                    }
                }
            }
            try await group.waitForAll()
        }
        let owners = try await fixture.value(
            "select string_agg(owner || ' ' || n, ', ' order by owner) from (select owner, count(*) n from facteur.message group by 1) t"
        )
        #expect(owners == "\(name)_forum 80, \(name)_shop 80")
        #expect(try await fixture.value("select count(*) from facteur.ready") == "160")
        // Of the login's own nothing is left over from another's transaction.
        #expect(
            try await first.rows("select facteur.caller() as value") { $0.text("value") } == ["postgres"])
    }
}
