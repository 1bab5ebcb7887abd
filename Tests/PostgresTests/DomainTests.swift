import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("The family of a recipient's domain", .timeLimit(.minutes(2)))
struct DomainTests {
    static let families = [
        ("a@orange.fr", "orange"), ("a@WANADOO.fr", "orange"), ("a@free.fr", "free"), ("a@aliceadsl.fr", "free"),
        ("a@sfr.fr", "sfr"), ("a@neuf.fr", "sfr"), ("a@cegetel.net", "sfr"), ("a@club-internet.fr", "sfr"),
        ("a@numericable.fr", "sfr"), ("a@laposte.net", "laposte"), ("a@gmail.com", "google"),
        ("a@GoogleMail.com", "google"), ("a@hotmail.fr", "microsoft"), ("a@live.fr", "microsoft"),
        ("a@msn.com", "microsoft"), ("a@outlook.com", "microsoft"), ("a@yahoo.fr", "yahoo"), ("a@aol.com", "yahoo"),
        ("a@ymail.com", "yahoo"), ("a@pro.orange.fr", "pro.orange.fr"), ("A@Boutique.Example", "boutique.example"),
        ("a@notorange.fr", "notorange.fr"),
    ]

    @Test("Providers are known by all their domains, old ones too; any other domain is its own family (P1)")
    func families() async throws {
        let fixture = try await OutboxFixture.make()
        for (recipient, family) in Self.families {
            #expect(try await fixture.value("facteur.family($1)", [Value(recipient)]) == family, "\(recipient)")
        }
    }

    @Test("A message keeps its family wherever it stands")
    func kept() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        let message = try await fixture.enqueue("a@wanadoo.fr", ", send_at => now() + interval '1 hour'")
        func family(_ table: String) async throws -> String? {
            try await fixture.value("select family from facteur.\(table) where id = $1::uuid", [Value(message)])
        }
        #expect(try await family("scheduled") == "orange")
        try await outbox.retry(message)
        #expect(try await family("ready") == "orange")
        var claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        #expect(try await family("lease") == "orange")
        _ = try await worker.settle([Settlement(claimed, .released)])
        #expect(try await family("ready") == "orange")
        claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([Settlement(claimed, .inDoubt, code: nil)])
        #expect(try await family("in_doubt") == "orange")
        try await outbox.resolve(message, as: .resend)
        #expect(try await family("ready") == "orange")
        claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([Settlement(claimed, .deferred(delay: .zero), code: 450)])
        #expect(try await family("scheduled") == "orange")
        try await fixture.promoteAll(worker)
        #expect(try await family("ready") == "orange")
        _ = try await worker.claim(.transactional, limit: 1)
        try await worker.retire()
        #expect(try await family("ready") == "orange")
    }

    @Test("A failed message that an operator retries has its family again")
    func retried() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        let message = try await outbox.enqueue(
            kind: "account-updated", recipient: "a@neuf.fr", parameters: #"{"changes": ["adresse"]}"#)
        let claimed = try #require(try await worker.claim(.transactional, limit: 1).first)
        _ = try await worker.settle([Settlement(claimed, .failed(suppress: false), code: 554)])
        try await outbox.retry(message)
        #expect(try await fixture.value("select family from facteur.ready") == "sfr")
    }
}
