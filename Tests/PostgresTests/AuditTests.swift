import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Who changed what, when and why", .timeLimit(.minutes(2)))
struct AuditTests {
    private let words = #"{"subject": "a", "text": "b"}"#

    @Test("Each change leaves who, what, what came of it and why; what changed nothing leaves nothing")
    func changes() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings, person: "marie@mail1")
        let message = try await fixture.enqueue()
        for _ in 0..<2 { _ = try await outbox.pause("bulk", reason: "  shop is down ") }
        for _ in 0..<2 { _ = try await outbox.resume("bulk") }
        for _ in 0..<2 { _ = try await outbox.suppress("A@b.test", reason: "asked by phone") }
        for _ in 0..<2 { _ = try await outbox.unsuppress("a@B.test", reason: "asked again") }
        for _ in 0..<2 { _ = try await outbox.change([message], .cancel, reason: "wrong address") }
        try await outbox.setList("lettre", OutboxAdministration.ListChange(title: "La lettre"))
        try await outbox.record("subscribers import", "lettre", effect: "2 added")
        let records = try await outbox.audit(limit: 100).reversed()
        #expect(
            records.map { "\($0.action) \($0.target): \($0.effect) (\($0.reason ?? "-"))" } == [
                "pause bulk: paused (shop is down)", "resume bulk: goes on (-)",
                "suppress a@b.test: gets no mail (asked by phone)",
                "unsuppress a@b.test: gets mail again (asked again)", "cancel \(message): cancelled (wrong address)",
                "subscribers set lettre: set (-)", "subscribers import lettre: 2 added (-)",
            ])
        let user = try await fixture.value("session_user")
        #expect(records.allSatisfy { $0.person == "marie@mail1" && $0.author == "marie@mail1" && $0.role == user })
        #expect(try await outbox.audit(of: "bulk", limit: 10).count == 2)
        #expect(try await outbox.audit(since: Timestamp(seconds: 4_000_000_000), limit: 10).isEmpty)
        #expect(try await outbox.life(of: message)?.changes.map(\.action) == ["cancel"])
    }

    @Test("A pause tells who made it, since when and why; one that the worker made is told from a person's")
    func pauses() async throws {
        let fixture = try await OutboxFixture.make()
        let outbox = OutboxAdministration(fixture.database.settings, person: "marie@mail1")
        _ = try await outbox.pause("bulk", reason: "shop is down")
        try await fixture.sql.execute(
            "insert into facteur.pause (name, scope, reason) values ('newsletter', 'kind', 'too many were refused')")
        _ = try await fixture.value("facteur.pause('password-reset')")
        let pauses = try await outbox.pauses()
        #expect(pauses.map(\.name) == ["bulk", "newsletter", "password-reset"])
        #expect(pauses.map(\.by) == ["marie@mail1", nil, nil])
        #expect(pauses.map(\.reason) == ["shop is down", "too many were refused", nil])
        #expect(pauses.map(\.isAutomatic) == [false, true, false])
    }

    @Test("An issue that is sent wholly can be neither paused nor cancelled; one that is not whole can")
    func sentWholly() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        #expect(try await outbox.pause(issue.description))
        #expect(try await outbox.resume(issue.description))
        try await fixture.promoteAll(worker)
        #expect(try await outbox.pause(issue.description))
        #expect(try await outbox.resume(issue.description))
        let claims = try await worker.claim(.bulk, limit: 1)
        #expect(try await outbox.pause(issue.description))
        #expect(try await outbox.resume(issue.description))
        _ = try await worker.settle(claims.map { Settlement($0, .sent) })
        let line = "the newsletter is sent wholly: nothing of it is left to stop"
        #expect(await refusal { _ = try await outbox.pause(issue.description.uppercased()) } == line)
        #expect(await refusal { try await outbox.cancelNewsletter(issue) } == line)
        #expect(try await outbox.newsletters(id: issue, limit: 1).first?.state == .sent)
    }

    @Test("Old changes go with the log, but for who paused what is paused still")
    func tidied() async throws {
        let fixture = try await OutboxFixture.make()
        let (worker, outbox) = (try await fixture.worker(), OutboxAdministration(fixture.database.settings))
        _ = try await outbox.pause("bulk")
        _ = try await outbox.suppress("a@b.test")
        try await fixture.sql.execute("update facteur.audit set at = at - interval '181 days'")
        _ = try await outbox.suppress("b@b.test")
        _ = try await worker.tidy()
        #expect(try await outbox.audit(limit: 10).map(\.target) == ["b@b.test", "bulk"])
    }

    @Test("The table is added to by commands alone: no role may write to it, and none but operators read it")
    func rights() async throws {
        let fixture = try await OutboxFixture.make()
        for role in ["facteur_producer", "facteur_worker", "facteur_web", "facteur_bounce", "facteur_operator"] {
            for statement in [
                "insert into facteur.audit (action, target, effect) values ('a', 'b', 'c')",
                "update facteur.audit set person = 'x'", "delete from facteur.audit",
            ] {
                let line = await refusal {
                    try fixture.database.psql("begin; set local role \(role); \(statement); rollback;")
                }
                #expect(line?.contains("permission denied") == true, "\(role): \(statement)")
            }
        }
        for role in ["facteur_producer", "facteur_worker", "facteur_web", "facteur_bounce"] {
            let line = await refusal {
                try fixture.database.psql(
                    "begin; set local role \(role); select facteur.record_change('a', 'b', 'c', null, null); rollback;")
            }
            #expect(line?.contains("permission denied") == true, "\(role)")
        }
    }
}
