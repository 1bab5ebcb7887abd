import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("An issue that has not begun", .timeLimit(.minutes(2)))
struct IssueChangeTests {
    private static let words = #"{"subject": "Printemps", "text": "Bonjour"}"#
    private static let others = #"{"subject": "Automne", "text": "Bonsoir"}"#

    private func issue(
        of outbox: OutboxAdministration, at moment: Timestamp? = Timestamp(rfc3339: "2099-12-01T08:00:00Z")
    ) async throws -> MessageID {
        try await outbox.createIssue(
            of: "nouveautes", content: Self.words, at: moment, dedupKey: nil, options: nil)
    }

    @Test("It may have other words and another moment; its id, list and owner stay")
    func changed() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings, person: "marie@mail1")
        try await fixture.subscribe(["a@b.test"])
        let id = try await issue(of: outbox)
        try await outbox.editIssue(id, content: Self.others, options: #"{"window": "tue-thu 9-18"}"#)
        let moment = try #require(Timestamp(rfc3339: "2099-12-02T08:00:00Z"))
        try await outbox.reschedule(id, to: moment, reason: "a day later")
        let ledger = try #require(try await outbox.newsletters(id: id, limit: 1).first)
        #expect(ledger.subject == "Automne" && ledger.sendAt == moment && ledger.list == "nouveautes")
        #expect(
            try await fixture.value("select options ->> 'window' from facteur.newsletter") == "tue-thu 9-18")
        #expect(
            try await outbox.audit(limit: 10).map(\.action)
                == ["newsletter reschedule", "newsletter edit", "newsletter create"])
    }

    @Test("Words that create_newsletter would refuse are refused, and the issue is as before")
    func refused() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        try await fixture.subscribe(["a@b.test"])
        let id = try await issue(of: outbox)
        for (content, options) in [(#"{"subject": "a"}"#, nil), (Self.others, #"{"color": "red"}"#), ("{}", nil)] {
            await #expect(throws: OutboxError.self) {
                try await outbox.editIssue(id, content: content, options: options)
            }
        }
        #expect(try await outbox.newsletters(id: id, limit: 1).first?.subject == "Printemps")
    }

    @Test("Once it has begun, is cancelled, or is unknown, nothing of it can be changed, and why is said")
    func late() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe(["a@b.test"])
        let begun = try await issue(of: outbox, at: nil)
        try await fixture.promoteAll(worker)
        let cancelled = try await issue(of: outbox)
        try await outbox.cancelNewsletter(cancelled)
        for (id, words) in [
            (begun, "the newsletter has begun"), (cancelled, "the newsletter is cancelled"),
            (MessageID(high: 0, low: 0), "the newsletter is unknown"),
        ] {
            for change in [
                { try await outbox.editIssue(id, content: Self.others, options: nil) },
                { try await outbox.reschedule(id, to: Timestamp(seconds: 4_000_000_000)) },
            ] as [@Sendable () async throws -> Void] {
                let line = await refusal { try await change() }
                #expect(line?.hasPrefix(words) == true, "\(line ?? "nothing was refused")")
            }
        }
        #expect(try await worker.claim(.bulk, limit: 10).count == 1)
        #expect(try await worker.issue(begun)?.content == #"{"text": "Bonjour", "subject": "Printemps"}"#)
    }

    @Test("Of an edit and a worker that would begin it one comes first: the worker passes over what is being edited")
    func race() async throws {
        let fixture = try await OutboxFixture.make()
        let worker = try await fixture.worker()
        let outbox = OutboxAdministration(fixture.database.settings)
        try await fixture.subscribe(["a@b.test"])
        let id = try await issue(of: outbox, at: nil)
        let editor = DatabaseSession(settings: fixture.database.settings)
        try await editor.execute("begin")
        try await editor.execute(
            "select facteur.edit_newsletter($1::uuid, $2::jsonb)", [Value(id), Value(Self.others)])
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 10).isEmpty)
        try await editor.execute("commit")
        try await fixture.promoteAll(worker)
        #expect(try await worker.claim(.bulk, limit: 10).count == 1)
        #expect(try await worker.issue(id)?.content == #"{"text": "Bonsoir", "subject": "Automne"}"#)
    }

    @Test("A copy of a file's words goes to one address, is no issue of the list, and is in no list of issues")
    func copy() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe(["a@b.test"])
        let copy = try await outbox.test(
            content: Self.words, of: "nouveautes", options: nil, to: "redaction@b.test", locale: "fr-FR")
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.bulk, limit: 10)
        #expect(claims.map(\.lease.message) == [copy] && claims.first?.recipient == "redaction@b.test")
        #expect(claims.first?.issue?.unsubscribeToken == Claimed.Issue.tokenOfNobody)
        #expect(claims.first?.status == .due)
        #expect(try await outbox.newsletters(limit: 10).isEmpty)
    }

    @Test("Who would get an issue, and who would not and why, is counted by provider and language")
    func audience() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings)
        try await fixture.subscribe([
            "a@orange.fr", "b@wanadoo.fr", "parti@b.test", "mort@b.test", "pause@b.test", "rare@b.test",
        ])
        _ = try await fixture.value("facteur.unsubscribe('parti@b.test', 'nouveautes')")
        _ = try await fixture.value("facteur.suppress('mort@b.test', 'all', 'essai')")
        try await fixture.sql.execute(
            "update facteur.subscription set paused_until = now() + interval '5 days' where email = 'pause@b.test'")
        try await fixture.sql.execute(
            "update facteur.subscription set pace = 'weekly', last_issue_at = now() where email = 'rare@b.test'")
        let counts = try await outbox.audience(of: "nouveautes", at: nil)
        #expect(
            Set(counts.map { "\($0.provider) \($0.standing) \($0.readers)" }) == [
                "orange reader 2", "other unsubscribed 1", "other suppressed 1", "other paused 1", "other pace 1",
            ])
        #expect(try await outbox.audience(of: "autre", at: nil).isEmpty)
        try await fixture.sql.execute("insert into facteur.pace (provider, per_minute) values ('orange', 600)")
        #expect(try await outbox.ceilings().paces["orange"] == 600)
    }
}
