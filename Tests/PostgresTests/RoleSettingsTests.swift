import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What a role has set for its sessions changes nothing", .timeLimit(.minutes(5)))
struct RoleSettingsTests {
    /// Settings as `alter role ... set` takes them. Whoever meets another one under which something is wrong adds it.
    static let settings = [
        "standard_conforming_strings = off", "backslash_quote = off", "bytea_output = escape", "DateStyle = 'SQL, DMY'",
        "DateStyle = 'German'", "DateStyle = 'Postgres, MDY'", "DateStyle = 'ISO, YMD'", "IntervalStyle = sql_standard",
        "IntervalStyle = postgres_verbose", "IntervalStyle = iso_8601", "TimeZone = 'Asia/Kolkata'",
        "TimeZone = 'Pacific/Chatham'", "TimeZone = 'America/Sao_Paulo'", "extra_float_digits = -15",
        "array_nulls = off",
        "transform_null_equals = on", "search_path = nowhere", "search_path = ''", "search_path = public, pg_catalog",
        "default_transaction_isolation = 'repeatable read'", "default_transaction_isolation = serializable",
        "default_transaction_deferrable = on", "lock_timeout = 1", "statement_timeout = 250",
        "idle_session_timeout = 250",
        "client_encoding = LATIN1", "quote_all_identifiers = on", "row_security = off",
        "plan_cache_mode = force_generic_plan", "timezone_abbreviations = 'India'", "lc_messages = 'C'",
    ]

    /// Those that a producer's own transaction cannot do with, or that end it: nobody's but the producer's.
    private static func isProducersOwn(_ setting: String) -> Bool {
        ["statement_timeout", "idle_session_timeout", "default_transaction_read_only"].contains {
            setting.hasPrefix($0)
        }
    }

    private func session(_ database: TestDatabase, _ role: String) -> DatabaseSettings {
        let own = database.url.split(separator: "@")
        return DatabaseSettings(url: "postgresql://\(database.name)_\(role):p@\(own[1])")
    }

    private func make(_ role: String, _ options: String, _ setting: String, in database: TestDatabase) throws {
        try database.psql(
            """
            create user \(database.name)_\(role) \(options) password 'p';
            alter role \(database.name)_\(role) set \(setting);
            """)
    }

    @Test("The worker claims, settles and tidies", arguments: settings + ["default_transaction_read_only = on"])
    func worker(setting: String) async throws {
        let fixture = try await OutboxFixture.make()
        try make("worker", "in role facteur_worker", setting, in: fixture.database)
        let settings = session(fixture.database, "worker")
        let worker = PostgresOutbox(settings)
        try await worker.enlist()
        if setting.contains("timeout") { try await DatabaseSession(settings: settings).execute("select pg_sleep(0.5)") }
        try await PostgresInstallation(settings).publish(OutboxFixture.kinds)
        try await fixture.subscribe(["a@b.test"])
        let issue = try await fixture.createNewsletter()
        for address in ["a@b.test", "b@b.test", "c@b.test"] { try await fixture.enqueue(address) }
        try await fixture.promoteAll(worker)
        let first = try await worker.claim(.transactional, limit: 2)
        let second = try await worker.claim(.transactional, limit: 2)
        #expect(first.map(\.recipient) == ["a@b.test", "b@b.test"] && second.map(\.recipient) == ["c@b.test"])
        #expect(first.allSatisfy { $0.status == .due && $0.parameters.contains(OutboxFixture.link) })
        #expect(first.allSatisfy { $0.queued < .seconds(60) && $0.sinceFirstDue < .seconds(60) })
        #expect(try await worker.claim(.bulk, limit: 2).first?.issue?.id == issue)
        // Behind the first one: where it began comes back as it was written.
        #expect(try await worker.claim(.bulk, limit: 2).isEmpty)
        let outcomes: [Outcome] = [.deferred(delay: .seconds(3600)), .failed(suppress: true), .sent]
        let odd = #"a\'b" {NULL} \n"#
        let settlements = zip(first + second, outcomes).map { Settlement($0, $1, code: nil, enhanced: nil, reply: odd) }
        #expect(try await worker.settle(settlements).isEmpty)
        let stored = try await fixture.value(
            "select string_agg(concat_ws(' ', outcome, code is null, enhanced is null, reply = $1), ', ' order by outcome) from facteur.delivery",
            [Value(odd)])
        #expect(stored == "deferred t t t, failed t t t, sent t t t")
        let delay = "select extract(epoch from due_at - now())::integer between 3500 and 3700 from facteur.scheduled"
        #expect(try await fixture.value(delay) == "true")
        let next = try #require(try await worker.promoteDue(.transactional))
        #expect(next > .seconds(3500) && next <= .seconds(3600))
        #expect(try await worker.issue(issue) != nil)
        _ = try await worker.survey()
        try await worker.heartbeat(wantsWakeUps: true)
        _ = try await worker.tidy()
        try await worker.retire()
        #expect(try await fixture.value("select count(*) from facteur.delivery_default") == "0")
    }

    @Test("A producer is refused and taken as ever", arguments: settings.filter { !isProducersOwn($0) })
    func producer(setting: String) async throws {
        let fixture = try await OutboxFixture.make()
        try make("shop", "in role facteur_producer", setting, in: fixture.database)
        let url = session(fixture.database, "shop").url
        let psql = "\(fixture.database.binaries)/psql -X -qAt -v ON_ERROR_STOP=1 '\(url)' -f -"
        func call(_ function: String) -> String {
            do { return try run(psql, input: "select facteur.\(function);") } catch { return "\(error)" }
        }
        // Between dollars: how a backslash in its own words is read is the producer's to know.
        for (arguments, answer) in [
            (#"'a.b@c-d.test', $p${"changes": ["\u00e9"], "at": "2026-11-25T13:05:00Z"}$p$"#, ""),
            (#"'a b@c.test', $p${"changes": ["a"]}$p$"#, "recipient is malformed before the @"),
            (#"'a@1.2.3.4', $p${"changes": ["a"]}$p$"#, "recipient has a malformed domain"),
            (#"'a@b', $p${"changes": ["a"]}$p$"#, "recipient has a domain without a dot"),
            (#"'a@b.test', $p${"changes": ["a"], "at": "25/11/2026"}$p$"#, "parameter at is not a moment"),
            (
                #"'a@b.test', $p${"changes": ["a"], "at": "2026-02-30T00:00:00Z"}$p$"#,
                "is a moment that no calendar has"
            ),
            (#"'a@b.test', $p${"changes": ["a\u000ab"]}$p$"#, "parameter changes holds a line break"),
            (#"'a@b.test', $p${"changes": ["a"]}$p$, 'fr FR'"#, "locale is not a language tag"),
        ] {
            let said = call("enqueue('account-updated', \(arguments))")
            #expect(answer.isEmpty ? said.count == 36 : said.contains(answer), "\(arguments): \(said)")
        }
        try await fixture.subscribe(["a@b.test"])
        for (html, answer) in [
            ("<p>a</p>", ""), ("<p onclick = 'x'>a</p>", "runs a script"), ("<script>", "holds <script>"),
        ] {
            let content = #"$c${"subject": "a", "text": "b\nc", "html": "\#(html)"}$c$"#
            let said = call("create_newsletter('nouveautes', \(content))")
            #expect(answer.isEmpty ? said.count == 36 : said.contains(answer), "\(html): \(said)")
        }
    }

    @Test(
        "The schema is made the same",
        arguments: settings + ["default_transaction_read_only = on", "check_function_bodies = off"])
    func migration(setting: String) async throws {
        let definitions = """
            select md5(string_agg(pg_get_functiondef(p.oid), '' order by p.oid::regprocedure::text)) from pg_proc p
                where p.pronamespace = 'facteur'::regnamespace and p.prokind = 'f';
            """
        let expected = try await TestDatabase.make().psql(definitions)
        let database = try await TestDatabase.make(isMigrated: false)
        try make("owner", "superuser", setting, in: database)
        let migrator = Migrator(session(database, "owner"))
        #expect(try await migrator.migrate() == Migration.all.map(\.title))
        #expect(try database.psql(definitions) == expected)
        #expect(try await migrator.missingRights().isEmpty)
    }

    @Test("Whatever holds a backslash and is read in a producer's session sets how it is read")
    func backslashes() async throws {
        let functions = try await TestDatabase.make().psql(
            """
            select proname from pg_proc where pronamespace = 'facteur'::regnamespace and prosqlbody is null
                and strpos(prosrc, chr(92)) > 0 and 'standard_conforming_strings=on' <> all (coalesce(proconfig, '{}'));
            """)
        #expect(functions == "")
    }
}
