import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The outbox in PostgreSQL keeps the rules of every outbox", .timeLimit(.minutes(3)))
struct PostgresOutboxContractTests {
    @Test(arguments: OutboxRule.all)
    func rule(_ rule: OutboxRule) async throws {
        try await rule.check(PostgresBench(fixture: try await OutboxFixture.make()))
    }
}

private struct PostgresBench: OutboxBench {
    let fixture: OutboxFixture

    func worker() async throws -> any Outbox { try await fixture.worker() }

    func enqueue(_ lane: Lane, expiresIn: Duration?, supersedeKey: String?) async throws -> MessageID {
        var more = ""
        if let expiresIn { more += ", expires_at => now() + interval '\(expiresIn.components.seconds) seconds'" }
        if let supersedeKey { more += ", supersede_key => '\(supersedeKey)'" }
        return try await fixture.enqueue("client@exemple.test", more)
    }

    func createIssue(readers: Int) async throws -> MessageID {
        try await fixture.subscribe((0..<readers).map { "lecteur\($0)@exemple.test" })
        return try await fixture.createNewsletter()
    }

    func pause(_ name: String) async throws { _ = try await fixture.value("facteur.pause($1)", [Value(name)]) }
    func resume(_ name: String) async throws { _ = try await fixture.value("facteur.resume($1)", [Value(name)]) }

    /// The same epoch claims, as a connection does whose answer is lost.
    func claimInVain(_ lane: Lane, by worker: any Outbox) async throws {
        try await fixture.sql.execute(Statement.claim, [Value(lane.rawValue), 1, Value(worker.epoch), nil, nil])
    }

    func state(of message: MessageID) async throws -> String? { try await fixture.state(message) }

    /// All stamps move into the past instead.
    func advance(by time: Duration) async throws {
        let stamps = [
            "worker": ["heartbeat_at", "steady_since"], "lease": ["claimed_at", "due_at", "first_due_at", "dated_at"],
            "ready": ["due_at", "first_due_at", "dated_at"], "scheduled": ["due_at", "first_due_at", "dated_at"],
            "message": ["enqueued_at", "due_at", "expires_at"], "newsletter": ["send_at"],
        ]
        let updates = stamps.map { table, columns in
            let sets = columns.map { "\($0) = \($0) - interval '\(time.wholeMicroseconds) microseconds'" }
            return "update facteur.\(table) set \(sets.joined(separator: ", "));"
        }
        try await fixture.sql.execute(script: updates.joined(), within: .seconds(30))
    }
}
