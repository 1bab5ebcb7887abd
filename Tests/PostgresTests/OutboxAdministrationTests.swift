import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The operator's ledger", .timeLimit(.minutes(2)))
struct OutboxAdministrationTests {
    @Test("Status accounts for every message, by lane and kind")
    func status() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        for _ in 0..<6 { try await fixture.enqueue() }
        let claims = try await worker.claim(.transactional, limit: 5)
        _ = try await worker.settle([
            Settlement(claims[0], .sent), Settlement(claims[1], .deferred(delay: .seconds(60)), code: 450),
            Settlement(claims[2], .inDoubt, code: nil), Settlement(claims[3], .failed(suppress: false), code: 550),
        ])
        try await fixture.enqueue("a@b.test", ", send_at => now() + interval '1 hour'")
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        _ = try await outbox.pause("bulk")
        let status = try await outbox.status()
        let counts = try #require(status.counts.first)
        #expect(status.counts.count == 1)
        #expect(counts.kind == "password-reset")
        #expect([counts.waiting, counts.later, counts.retrying, counts.sending, counts.inDoubt] == [1, 1, 1, 1, 1])
        #expect(counts.ended.mapValues(\.lastHour) == ["sent": 1, "failed": 1])
        #expect(counts.ended.mapValues(\.lastDay) == ["sent": 1, "failed": 1])
        #expect(try #require(counts.oldestSeconds) >= 0)
        #expect(status.messages == 7)
        #expect(status.isWhole)
        #expect(status.paused.map(\.name) == ["bulk"])
        #expect(status.workers.count == 1)
        #expect(try #require(status.workers.first).heartbeatAgeSeconds < 120)
        #expect(status.newsletters.map(\.id) == [issue.description])
    }

    @Test("One message's life: facts, every attempt with its reply, no secret")
    func life() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        let message = try await fixture.enqueue()
        for code in [450, 451] {
            let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
            _ = try await worker.settle([
                Settlement(claimed, .deferred(delay: .seconds(60)), code: code, enhanced: "4.2.1", reply: "Later")
            ])
            try await outbox.retry(message)
        }
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(try await outbox.life(of: message)?.worker != nil)
        _ = try await worker.settle([Settlement(claimed, .sent, reply: "queued as ABC")])
        let life = try #require(try await outbox.life(of: message))
        #expect(life.state == "sent")
        #expect(life.hasSecrets)
        #expect(life.parameters == "{}")
        #expect(life.recipient == "client@exemple.test")
        #expect(life.endedAt != nil)
        #expect(life.attempts.map(\.attempt) == [1, 2, 3])
        #expect(life.attempts.map(\.outcome) == ["deferred", "deferred", "sent"])
        #expect(life.attempts.map(\.code) == [450, 451, 250])
        let last = try #require(life.attempts.last)
        #expect(last.reply == "queued as ABC")
        #expect(last.relay == "relais.test:587")
        #expect([last.queuedMilliseconds, last.renderMilliseconds, last.dialogueMilliseconds] == [12, 1, 34])
        #expect(!"\(life)".contains("CANARI"))
        #expect(try await outbox.life(of: MessageID(high: 0, low: 0)) == nil)
    }

    @Test("A failed message is retried where nothing of it was secret; else the operator is told why not")
    func retry() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        let open = try await outbox.enqueue(
            kind: "account-updated", recipient: "a@b.test", parameters: #"{"changes": ["adresse"]}"#)
        let secret = try await fixture.enqueue()
        _ = try await worker.settle(
            try await worker.claim(.transactional, limit: 2).map { Settlement($0, .failed(suppress: false), code: 554) }
        )
        try await outbox.retry(open)
        let again = try #require(try await worker.claim(.transactional, limit: 2).first)
        #expect(again.lease.message == open)
        #expect(again.attempt == 2)
        #expect(again.parameters == #"{"changes": ["adresse"]}"#)
        #expect(await refusal { try await outbox.retry(open) } == "the message is sending: nothing to retry")
        #expect(
            await refusal { try await outbox.retry(secret) }
                == "the message has failed and its secret parameters are deleted: enqueue it anew")
        #expect(await refusal { try await outbox.retry(MessageID(high: 0, low: 0)) } == "the message is unknown")
    }

    @Test("Pausing and suppressing say whether they changed anything, and name what is unknown")
    func changes() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        #expect(try await outbox.pause("newsletter"))
        #expect(try await !outbox.pause("newsletter"))
        #expect(try await outbox.resume("newsletter"))
        #expect(await refusal { _ = try await outbox.pause("lettre") } == "lettre is no lane, kind or newsletter")
        #expect(try await outbox.suppress("a@b.test", scope: .marketing))
        #expect(try await outbox.suppress("A@b.test", scope: .all))
        #expect(try await !outbox.suppress("a@b.test", scope: .all))
        #expect(try await outbox.unsuppress("a@B.test"))
        #expect(try await !outbox.unsuppress("a@b.test"))
        #expect(await refusal { _ = try await outbox.suppress("a") } == "address has no @")
        #expect(try await outbox.subscribe(email: "a@b.test", list: "n"))
        let issue = try await outbox.createNewsletter(list: "n", content: #"{"subject": "a", "text": "b"}"#)
        #expect(try await outbox.state(of: issue) == nil)
        let message = try await fixture.enqueue()
        #expect(try await outbox.state(of: message) == "waiting")
        #expect(try await outbox.cancel(message))
    }
}
