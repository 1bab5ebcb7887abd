import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Messages are found", .timeLimit(.minutes(2)))
struct FindingTests {
    private let open = #"{"changes": ["adresse"]}"#

    @Test("All mail to an address is found, however it is written, a newsletter's too, the newest first")
    func byAddress() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        let first = try await fixture.enqueue("Élodie@Entreprise.Test")
        _ = try await fixture.enqueue("elodie@entreprise.test")
        try await fixture.subscribe(["élodie@entreprise.test", "b@b.test"])
        _ = try await fixture.createNewsletter()
        try await fixture.promoteAll(worker)
        let last = try await fixture.enqueue("ÉLODIE@ENTREPRISE.TEST")
        let found = try await outbox.messages(to: "élodie@ENTREPRISE.test", limit: 10)
        #expect(found.map(\.kind) == ["password-reset", "newsletter", "password-reset"])
        #expect(found.first?.id == last.description && found.last?.id == first.description)
        #expect(found.allSatisfy { $0.state == "waiting" })
        #expect(try await outbox.messages(to: "élodie@entreprise.test", limit: 1).map(\.id) == [last.description])
        #expect(try await outbox.messages(to: "nobody@entreprise.test", limit: 10).isEmpty)
    }

    @Test("Messages are listed by their state, and a state that is none of theirs has none")
    func byState() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        var messages: [MessageID] = []
        for number in 0..<6 {
            let recipient = number == 5 ? "f@wanadoo.fr" : "\(number)@b.test"
            messages.append(
                try await outbox.enqueue(kind: "account-updated", recipient: recipient, parameters: open))
        }
        let claims = try await worker.claim(.transactional, limit: 5)
        _ = try await worker.settle([
            Settlement(claims[0], .sent), Settlement(claims[1], .deferred(delay: .seconds(60)), code: 450),
            Settlement(claims[2], .inDoubt, code: nil),
            Settlement(claims[3], .failed(suppress: false), code: 550, enhanced: "5.7.1", reply: "no"),
        ])
        let later = try await fixture.enqueue("g@b.test", ", send_at => now() + interval '1 hour'")
        let expected: [(state: String, messages: [MessageID])] = [
            ("sent", [messages[0]]), ("retrying", [messages[1]]), ("in_doubt", [messages[2]]),
            ("failed", [messages[3]]), ("sending", [messages[4]]), ("later", [later]),
            ("waiting", [later, messages[5], messages[1]]), ("paused", []), ("parked", []), ("cancelled", []),
        ]
        for (state, messages) in expected {
            #expect(
                try await outbox.ids(MessageFilter(states: [state]), limit: nil) == messages, "\(state)")
        }
        #expect(try await outbox.ids(MessageFilter(), limit: nil).count == 7)
        #expect(try await outbox.ids(MessageFilter(), limit: 2).count == 2)
        let failed = try #require(try await outbox.messages(MessageFilter(states: ["failed"]), limit: 5).first)
        #expect(failed.lastReply == "550 5.7.1 no" && failed.state == "failed")
        for domain in ["orange", "wanadoo.fr", "Wanadoo.FR"] {
            #expect(try await outbox.ids(MessageFilter(domain: domain), limit: nil) == [messages[5]], "\(domain)")
        }
        #expect(try await outbox.ids(MessageFilter(domain: "orange.fr"), limit: nil).isEmpty)
        #expect(
            try await outbox.ids(MessageFilter(states: ["failed", "sent"], domain: "b.test"), limit: nil).count == 2)
        #expect(try await outbox.ids(MessageFilter(kind: "password-reset"), limit: nil) == [later])
        let hours = [(-1.0, 7), (1.0, 0)]
        for (hours, count) in hours {
            let since = try #require(
                try await fixture.value(
                    "(extract(epoch from now()) * 1000000)::bigint + \(Int(hours * 3600))::bigint * 1000000"
                )
                .flatMap { Int64($0) })
            let filter = MessageFilter(since: Timestamp(microseconds: since))
            #expect(try await outbox.ids(filter, limit: nil).count == count, "\(hours)")
        }
        _ = try await outbox.pause("account-updated")
        #expect(try await outbox.ids(MessageFilter(states: ["paused"]), limit: nil) == [messages[5], messages[1]])
        try await fixture.sql.execute(
            "insert into facteur.parked_domain (family, until, reason) values ('orange', now() + interval '1 hour', '421')"
        )
        #expect(try await outbox.ids(MessageFilter(states: ["parked"]), limit: nil) == [messages[5]])
    }

    @Test("A message is found by the key that it took, in the kind that is named or in the only one")
    func byKey() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        let one = try await fixture.enqueue("a@b.test", ", dedup_key => 'k'")
        #expect(try await outbox.messages(dedupKey: "k", kind: nil) == [one])
        let other = try await outbox.enqueue(
            kind: "account-updated", recipient: "a@b.test", parameters: open, dedupKey: "k")
        #expect(try await outbox.messages(dedupKey: "k", kind: nil) == [other, one])
        #expect(try await outbox.messages(dedupKey: "k", kind: "password-reset") == [one])
        #expect(try await outbox.messages(dedupKey: "other", kind: nil).isEmpty)
    }

    @Test("An id tells when it was made, and from which on others are later")
    func moments() async throws {
        let fixture = try await OutboxFixture.make()
        let off = try await fixture.value(
            "abs(extract(epoch from facteur.made_at(facteur.new_id()) - clock_timestamp())) < 2")
        #expect(off == "true")
        #expect(
            try await fixture.value(
                "facteur.new_id() >= facteur.first_id(now()) and facteur.new_id() < facteur.first_id(now() + interval '1 minute')"
            )
                == "true")
        #expect(try await fixture.value("facteur.first_id('1960-01-01')") == "00000000-0000-0000-0000-000000000000")
    }

    @Test("Each way of finding goes by an index, and none of them is one of the hot tables'")
    func plans() async throws {
        let fixture = try await OutboxFixture.make()
        let indexes = try await fixture.sql.rows(
            "select indexname from pg_indexes where schemaname = 'facteur' and tablename in ('ready', 'scheduled', 'lease') order by 1"
        ) { row throws(OutboxError) in try row.string("indexname") }
        #expect(
            indexes == [
                "lease_epoch", "lease_pkey", "ready_claim", "ready_newsletter", "ready_pkey", "scheduled_due",
                "scheduled_newsletter", "scheduled_pkey",
            ])
    }
}
