import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("Each role has the least it needs", .timeLimit(.minutes(2)))
struct RoleTests {
    static let tables = [
        "message", "message_secret", "ready", "scheduled", "lease", "in_doubt", "ended", "delivery", "worker",
        "relay_outage",
        "dedup",
        "kind",
        "pause", "suppression", "subscription", "list", "newsletter",
        "domain_family", "parked_domain", "audit",
    ]

    /// What a role gets when it tries: nil for success.
    private func attempt(_ role: String, _ statement: String, _ fixture: OutboxFixture) async -> String? {
        await refusal { try fixture.database.psql("begin; set local role \(role); \(statement); rollback;") }
    }

    private func isDenied(_ role: String, _ statement: String, _ fixture: OutboxFixture) async -> Bool {
        await attempt(role, statement, fixture)?.contains("permission denied") == true
    }

    @Test("A producer may call the contract's functions, and read or write no table")
    func producer() async throws {
        let fixture = try await OutboxFixture.make()
        for table in Self.tables {
            #expect(await isDenied("facteur_producer", "select * from facteur.\(table)", fixture), "\(table)")
            #expect(await isDenied("facteur_producer", "delete from facteur.\(table)", fixture), "\(table)")
        }
        let message = try await fixture.enqueue()
        let content = #"{"subject": "a", "text": "b"}"#
        let calls = [
            "facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}', dedup_key => 'a', supersede_key => 'b')",
            "facteur.enqueue_many('[]')", "facteur.cancel('\(message)')", "facteur.message_state('\(message)')",
            "facteur.subscribe('a@b.test', 'x'), facteur.create_newsletter('x', '\(content)')",
            "facteur.unsubscribe('a@b.test', 'x')", "facteur.unsubscribe_by_token('x')",
        ]
        for call in calls {
            #expect(await attempt("facteur_producer", "select \(call)", fixture) == nil, "\(call)")
        }
        let forbidden = [
            "facteur.pause('bulk')", "facteur.suppress('a@b.test', 'all', '')", "facteur.promote_due('bulk', 1, 1)",
            "facteur.expand_issues(1, 1)",
            "facteur.publish_kinds('[]')", "facteur.retry('\(message)')", "facteur.find_subscription('x')",
            "facteur.place_messages('{}', 'postgres')",
            "facteur.take_dedup_key('a', 'b', gen_random_uuid(), 'postgres')",
            "facteur.enqueue_own('account-updated', 'a', '{}', 'fr', null, null, null)", "facteur.publish_limits('[]')",
            "facteur.end_messages('{}', 'sent')", "facteur.withdraw('{}')", "facteur.tidy(0, 0, 1)",
        ]
        for call in forbidden {
            #expect(await isDenied("facteur_producer", "select \(call)", fixture), "\(call)")
        }
    }

    @Test("The web may act for the holder of a token, and no more")
    func web() async throws {
        let fixture = try await OutboxFixture.make()
        for table in Self.tables {
            #expect(await isDenied("facteur_web", "select * from facteur.\(table)", fixture), "\(table)")
        }
        for call in [
            "find_subscription('x')", "unsubscribe_by_token('x')", "leave_by_token('x', true)",
            "resubscribe_by_token('x')", "confirm_by_token('x')", "preferences_by_token('x')",
            "change_preference('x', 'y', 'leave')", "public_list('x')", "public_issues('x', 0, 1)",
            "published_issue(gen_random_uuid())", "find_image('x')",
        ] {
            #expect(await attempt("facteur_web", "select facteur.\(call)", fixture) == nil, "\(call)")
        }
        for call in [
            "enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}')", "unsubscribe('a@b.test', 'x')",
            "subscribe('a@b.test', 'x')", "cancel(gen_random_uuid())", "promote_due('bulk', 1, 1)",
            "confirm_leaving(null)", "new_token()", "suppress('a@b.test', 'all', '')", "pause('bulk')",
            "add_image('x', 'image/png', 1, 1, '')",
        ] {
            #expect(await isDenied("facteur_web", "select facteur.\(call)", fixture), "\(call)")
        }
    }

    @Test("Of all functions and tables in the database the web has these, and no right to make any")
    func everythingElse() async throws {
        let fixture = try await OutboxFixture.make()
        let functions = try fixture.database.psql(
            """
            select p.proname from pg_proc p where p.pronamespace = 'facteur'::regnamespace
                and has_function_privilege('facteur_web', p.oid, 'execute') order by 1;
            """)
        let wanted = [
            "change_preference", "confirm_by_token", "find_image", "find_subscription", "leave_by_token",
            "preferences_by_token", "public_issues", "public_list", "published_issue", "resubscribe_by_token",
            "take_report", "unsubscribe_by_token",
        ]
        #expect(functions.split(separator: "\n").map(String.init) == wanted)
        let relations = try fixture.database.psql(
            """
            select c.relname || ' ' || r from pg_class c,
                unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) r
                where c.relnamespace in ('facteur'::regnamespace, 'public'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
                and has_table_privilege('facteur_web', c.oid, r);
            """)
        #expect(relations == "schema_migration select")
        let sequences = try fixture.database.psql(
            """
            select count(*) from pg_sequences s where s.schemaname = 'facteur'
                and has_sequence_privilege('facteur_web', format('%I.%I', s.schemaname, s.sequencename), 'usage, select, update');
            """)
        #expect(sequences == "0")
        for statement in ["create table facteur.x ()", "create function facteur.x() returns int language sql return 1"]
        {
            #expect(await isDenied("facteur_web", statement, fixture), "\(statement)")
        }
    }

    @Test("The worker does all of its work as its role, and may neither migrate nor forge the log")
    func worker() async throws {
        let fixture = try await OutboxFixture.make()
        try fixture.database.psql("create user \(fixture.database.name)_worker in role facteur_worker password 'p'")
        let own = fixture.database.url.split(separator: "@")
        var settings = fixture.database.settings
        settings.url = "postgresql://\(fixture.database.name)_worker@\(own[1])"
        settings.password = DatabaseSettings.Password("p")

        let worker = PostgresOutbox(settings)
        try await worker.enlist()
        try await Migrator(settings).verify()
        try await PostgresInstallation(settings).publish(OutboxFixture.kinds)
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        try await fixture.enqueue()
        try await fixture.promoteAll(worker)
        let claims = try await worker.claim(.transactional, limit: 1) + worker.claim(.bulk, limit: 1)
        #expect(claims.count == 2)
        #expect(try await worker.status(of: claims.map(\.lease), in: .transactional).values.allSatisfy { $0 == .due })
        #expect(try await worker.issue(issue) != nil)
        #expect(try await worker.settle(claims.map { Settlement($0, .failed(suppress: true)) }).isEmpty)
        _ = try await worker.survey()
        try await worker.heartbeat(wantsWakeUps: true)
        try await worker.report([RelayOutage(relay: "a:587", lasted: .seconds(1), reason: "refused")])
        _ = try await worker.tidy()
        try await worker.retire()

        for table in Self.tables where !["list", "newsletter", "parked_domain"].contains(table) {
            #expect(await isDenied("facteur_worker", "select * from facteur.\(table)", fixture), "\(table)")
        }
        for statement in [
            "create table facteur.x ()", "drop table facteur.ready",
            "insert into facteur.schema_migration values (99, '', '')",
            "insert into facteur.delivery default values", "delete from facteur.ended",
            "update facteur.message set kind = ''",
            "delete from facteur.message", "insert into facteur.suppression values ('a', 'all', '', '')",
            "select facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}')",
            "select facteur.pause('bulk')",
        ] {
            let complaint = await attempt("facteur_worker", statement, fixture) ?? "allowed"
            #expect(complaint.contains("permission denied") || complaint.contains("must be owner"), "\(statement)")
        }
    }

    @Test("An operator sees all but secrets and tokens, and changes only by the commands' functions")
    func operators() async throws {
        let fixture = try await OutboxFixture.make()
        let message = try await fixture.enqueue()
        for table in Self.tables where !["message_secret", "dedup", "subscription"].contains(table) {
            #expect(await attempt("facteur_operator", "select * from facteur.\(table)", fixture) == nil, "\(table)")
            #expect(await isDenied("facteur_operator", "delete from facteur.\(table)", fixture), "\(table)")
        }
        #expect(await isDenied("facteur_operator", "select * from facteur.message_secret", fixture))
        #expect(await isDenied("facteur_operator", "select token from facteur.subscription", fixture))
        for call in [
            "cancel('\(message)')", "retry('\(message)')", "pause('bulk')", "resume('bulk')",
            "suppress('a@b.test', 'all', '')", "unsuppress('a@b.test')", "message_state('\(message)')",
        ] {
            #expect(await attempt("facteur_operator", "select facteur.\(call)", fixture) == nil, "\(call)")
        }
        #expect(
            await isDenied(
                "facteur_operator",
                "select facteur.settle('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')", fixture)
        )
    }

    @Test("Every question of an operator's commands is answered to an operator")
    func questions() async throws {
        let fixture = try await OutboxFixture.make()
        try fixture.database.psql("create user \(fixture.database.name)_operator in role facteur_operator password 'p'")
        let own = fixture.database.url.split(separator: "@")
        let outbox = OutboxAdministration(
            DatabaseSettings(url: "postgresql://\(fixture.database.name)_operator:p@\(own[1])"))
        let message = try await fixture.enqueue("e@b.test")
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        _ = try await outbox.status()
        #expect(try await outbox.life(of: message) != nil)
        #expect(try await outbox.state(of: message) == "waiting")
        #expect(try await !outbox.parameters(of: "password-reset").isEmpty)
        for recipient in ["e@b.test", "E@Café.test", nil] {
            _ = try await outbox.tail(after: TailCursor(), kind: "password-reset", recipient: recipient)
        }
        _ = try await outbox.tailEnd()
        #expect(try await outbox.suppress("x@b.test"))
        #expect(try await outbox.suppressions().count == 1)
        for domain in ["b.test", "café.test", "orange"] {
            _ = try await outbox.count(.init(domain: domain))
            _ = try await outbox.unsuppress(.init(domain: domain, reason: "none", source: "nobody"))
        }
        #expect(try await outbox.newsletters(id: issue, limit: 1).count == 1)
        #expect(try await outbox.lists().count == 1)
        #expect(try await outbox.messages(to: "E@b.test", limit: 5).count == 1)
        for domain in ["b.test", "café.test", "orange"] {
            _ = try await outbox.messages(MessageFilter(domain: domain, since: Timestamp(seconds: 0)), limit: 5)
        }
        #expect(try await outbox.messages(dedupKey: "none", kind: nil).isEmpty)
        #expect(try await outbox.pause("bulk"))
        #expect(try await outbox.pauses().count == 1)
        #expect(try await outbox.cancel(message))
        #expect(try await outbox.life(of: message)?.ending != nil)
        #expect(try await outbox.audit(limit: 50).map(\.action) == ["cancel", "pause", "suppress"])
        _ = try await outbox.status(isExact: true)
    }

    @Test("A role without rights is told which are missing, in one line")
    func line() async throws {
        let fixture = try await OutboxFixture.make()
        try fixture.database.psql("create user \(fixture.database.name)_stranger password 'p'")
        let own = fixture.database.url.split(separator: "@")
        let settings = DatabaseSettings(url: "postgresql://\(fixture.database.name)_stranger:p@\(own[1])")
        let line = await refusal { try await PostgresOutbox(settings).enlist() }
        #expect(line?.contains("this role lacks a right (SQLSTATE 42501)") == true)
    }
}
