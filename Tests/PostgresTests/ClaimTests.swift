import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("A claim", .timeLimit(.minutes(2)))
struct ClaimTests {
    @Test("It carries all that a delivery needs, secret parameters included")
    func facts() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let parameters = #"{"link": "\#(OutboxFixture.link)", "firstName": "Zoé « l’été »"}"#
        let id = try fixture.id(
            try await fixture.value(
                "facteur.enqueue('password-reset', 'Zoe@Exemple.test', $1::jsonb, 'fr-CH', 'Zoé')", [Value(parameters)])
        )
        let claimed = try #require(try await worker.claim(.transactional, limit: 10).first)
        #expect(claimed.lease.message == id)
        #expect(claimed.status == .due)
        #expect(claimed.kind == "password-reset")
        #expect(claimed.lane == .transactional)
        #expect(claimed.attempt == 1)
        #expect(claimed.doubts == 0)
        #expect(claimed.recipient == "Zoe@Exemple.test")
        #expect(claimed.recipientName == "Zoé")
        #expect(claimed.locale == "fr-CH")
        #expect(claimed.parameters == #"{"link": "\#(OutboxFixture.link)", "firstName": "Zoé « l’été »"}"#)
        let expiresAt = try #require(claimed.expiresAt)
        #expect(expiresAt - claimed.enqueuedAt == .seconds(2 * 86400))
        let expiresIn = try #require(claimed.expiresIn)
        #expect(expiresIn <= .seconds(2 * 86400) && expiresIn > .seconds(2 * 86400 - 3600))
        #expect(claimed.queued >= .zero && claimed.queued < .seconds(3600))
        #expect(claimed.sinceFirstDue == claimed.queued)
        #expect(claimed.issue == nil)
        #expect(try await fixture.state(id) == "sending")
    }

    @Test("The oldest come first, at most as many as asked for, each lane by itself")
    func order() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        var ids: [MessageID] = []
        for _ in 0..<5 { ids.append(try await fixture.enqueue()) }
        #expect(try await worker.claim(.bulk, limit: 10).isEmpty)
        #expect(try await worker.claim(.transactional, limit: 0).isEmpty)
        #expect(try await worker.claim(.transactional, limit: 2).map(\.lease.message) == Array(ids[0..<2]))
        #expect(try await worker.claim(.transactional, limit: 10).map(\.lease.message) == Array(ids[2...]))
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
    }

    @Test("No two workers get the same message")
    func contention() async throws {
        let fixture = try await OutboxFixture.make()
        try await fixture.sql.execute(
            """
            select facteur.enqueue('account-updated', 'a' || n || '@b.test', '{"changes": ["a"]}')
            from generate_series(1, 400) n
            """)
        let claims = try await withThrowingTaskGroup(of: [Claimed].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let worker = try await fixture.worker()
                    var claims: [Claimed] = []
                    while true {
                        let batch = try await worker.claim(.transactional, limit: 7)
                        if batch.isEmpty { return claims }
                        claims += batch
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claims.count == 400)
        #expect(Set(claims.map(\.lease.message)).count == 400)
        #expect(Set(claims.map(\.lease.token)).count == 400)
    }

    @Test("A message expires ten minutes, or a tenth of its life, before its link dies (S12)")
    func expiry() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        // Lives of 100 minutes and of 100 hours, near their end.
        let lives: [(life: Int, left: Int, status: LeaseStatus)] = [
            (6000, 590, .expired), (6000, 660, .due), (360_000, 590, .expired), (360_000, 660, .due),
            (600, 50, .expired),
            (600, 300, .due),
        ]
        for (life, left, _) in lives {
            let message = try await fixture.enqueue()
            try await fixture.sql.execute(
                """
                update facteur.message set expires_at = now() + $2::integer * interval '1 second',
                    enqueued_at = now() - ($1::integer - $2::integer) * interval '1 second' where id = $3::uuid
                """, [Value(life), Value(left), Value(message)])
        }
        let claims = try await worker.claim(.transactional, limit: 10)
        #expect(claims.map(\.status) == lives.map(\.status))
    }

    @Test("A suppressed address gets nothing; one suppressed for marketing still gets its reset link (S21)")
    func suppression() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        _ = try await fixture.value("facteur.suppress('Mort@exemple.test', 'all', 'essai')")
        _ = try await fixture.value("facteur.suppress('sobre@exemple.test', 'marketing', 'essai')")
        try await fixture.enqueue("mort@EXEMPLE.test")
        try await fixture.enqueue("sobre@exemple.test")
        #expect(try await worker.claim(.transactional, limit: 10).map(\.status) == [.suppressed, .due])
    }

    @Test("What changed while a message waited for a line is told when asked again")
    func standing() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        for (address, key) in [("a@b.test", "a"), ("b@b.test", "b"), ("c@b.test", "c"), ("d@b.test", "d")] {
            try await fixture.enqueue(address, ", supersede_key => '\(key)'")
        }
        let claims = try await worker.claim(.transactional, limit: 10)
        try await fixture.enqueue("a@b.test", ", supersede_key => 'a'")
        _ = try await fixture.value("facteur.suppress('b@b.test', 'all', 'essai')")
        try await fixture.sql.execute("delete from facteur.lease where id = $1::uuid", [Value(claims[2].lease.message)])
        let standings = try await worker.status(of: claims.map(\.lease), in: .transactional)
        #expect(claims.map { standings[$0.lease] } == [.superseded, .suppressed, .lost, .due])
    }

    @Test("A paused lane or kind is not claimed, and goes on when resumed")
    func pause() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.enqueue()
        _ = try await fixture.value("facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}')")
        #expect(try await fixture.value("facteur.pause('transactional')") == "true")
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        #expect(try await fixture.value("facteur.pause('password-reset')") == "true")
        #expect(try await fixture.value("facteur.resume('transactional')") == "true")
        #expect(try await worker.claim(.transactional, limit: 10).map(\.kind) == ["account-updated"])
        #expect(try await fixture.value("facteur.resume('password-reset')") == "true")
        #expect(try await fixture.value("facteur.resume('password-reset')") == "false")
        #expect(try await worker.claim(.transactional, limit: 10).map(\.kind) == ["password-reset"])
    }

    @Test("A worker that was taken for dead claims nothing until it registers again")
    func unregistered() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        try await fixture.enqueue()
        try await fixture.sql.execute("delete from facteur.worker")
        #expect(try await worker.claim(.transactional, limit: 10).isEmpty)
        try await worker.heartbeat(wantsWakeUps: false)
        #expect(try await worker.claim(.transactional, limit: 10).count == 1)
    }
}
