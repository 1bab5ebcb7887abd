import TestServers
import Testing

@testable import Postgres

@Suite("What could never be sent is refused where the producer sees it", .timeLimit(.minutes(2)))
struct RefusalTests {
    /// Arguments of `facteur.enqueue` after the kind, and the fault.
    static let faults: [(arguments: String, fault: String)] = [
        ("''", "recipient is empty"),
        ("null", "recipient is empty"),
        ("'client'", "recipient has no @"),
        ("'a@b@exemple.test'", "recipient has more than one @"),
        ("E'a@exemple.test\\r\\nBcc: b@exemple.test'", "recipient holds a line break or another control character"),
        ("'a b@exemple.test'", "recipient is malformed before the @"),
        ("'<a@exemple.test>'", "recipient is malformed before the @"),
        ("'.a@exemple.test'", "recipient is malformed before the @"),
        ("'\"a\"@exemple.test'", "recipient is malformed before the @"),
        ("U&'\\00e9\\202ea@exemple.test'", "recipient is malformed before the @"),
        ("U&'\\212b@exemple.test'", "recipient holds a character that no normal form of Unicode keeps"),
        ("repeat('a', 65) || '@exemple.test'", "recipient has more than 64 bytes before the @"),
        ("repeat('é', 33) || '@exemple.test'", "recipient has more than 64 bytes before the @"),
        ("'a@' || repeat('b.', 130) || 'test'", "recipient is longer than 254 bytes"),
        ("'a@localhost'", "recipient has a domain without a dot"),
        ("'a@-exemple.test'", "recipient has a malformed domain"),
        ("'a@exemple..test'", "recipient has a malformed domain"),
        ("'a@127.0.0.1'", "recipient has a malformed domain"),
        ("'a@exem ple.test'", "recipient has a malformed domain"),
        (
            "'a@b.test', recipient_name => E'Zoé\\nBcc: b@b.test'",
            "recipient_name holds a line break or another control character"
        ),
        (
            "'a@b.test', recipient_name => U&'Zoé\\2028'",
            "recipient_name holds a line break or another control character"
        ),
        ("'a@b.test', recipient_name => repeat('a', 201)", "recipient_name is longer than 200 characters"),
        ("'a@b.test', locale => 'français'", "locale is not a language tag such as fr-FR"),
        ("'a@b.test', locale => null", "locale is not a language tag such as fr-FR"),
        ("'a@b.test', expires_at => now() - interval '1 second'", "expires_at is in the past"),
        (
            "'a@b.test', send_at => now() + interval '2 days', expires_at => now() + interval '1 day'",
            "expires_at is before send_at"
        ),
        ("'a@b.test', send_at => 'infinity'", "send_at is not a moment"),
        ("'a@b.test', send_at => '294276-12-30'", "send_at is more than 100 years away"),
        ("'a@b.test', expires_at => '294276-12-30'", "expires_at is more than 100 years away"),
        ("'a@b.test', dedup_key => ''", "dedup_key is empty: leave it out"),
        ("'a@b.test', supersede_key => ''", "supersede_key is empty: leave it out"),
        ("'a@b.test', recipient_name => E'a\\u202eb'", "recipient_name holds a control of the writing direction"),
        ("'a@b.test', locale => 'fr FR'", "locale is not a language tag such as fr-FR"),
        ("'a@b.test', params => '[]'", "parameter changes is missing"),
        ("'a@b.test', params => '[[]]'", "params is not a JSON object"),
        ("'a@b.test', params => '[{}]'", "params is not a JSON object"),
        ("'a@b.test', params => '\"\"'", "params is not a JSON object"),
        ("'a@b.test', params => '0'", "params is not a JSON object"),
        ("'a@b.test', params => 'false'", "params is not a JSON object"),
        ("'a@b.test', params => 'null'", "params is not a JSON object"),
        ("'a@b.test', params => null", "params is not a JSON object"),
        (
            "'a@b.test', params => jsonb_build_object('changes', array[repeat('a', 65536)])",
            "params is larger than 64 KiB"
        ),
        ("'a@b.test', params => '{}'", "parameter changes is missing"),
        (
            #"'a@b.test', params => '{"changes": []}'"#,
            "parameter changes is missing"
        ),
        ("'a@b.test', params => '{\"changes\": null}'", "parameter changes is missing"),
        (
            "'a@b.test', params => '{\"changes\": [\"a\"], \"colour\": \"SECRET\"}'",
            "parameter colour is unknown to this kind"
        ),
        ("'a@b.test', params => '{\"changes\": \"SECRET\"}'", "parameter changes is not a list of texts"),
        ("'a@b.test', params => '{\"changes\": [1]}'", "parameter changes is not a list of texts"),
        (
            "'a@b.test', params => '{\"changes\": [\"SECRET\\n\"]}'",
            "parameter changes holds a line break or another control character"
        ),
        ("'a@b.test', params => '{\"changes\": [\"a\"], \"count\": 1.5}'", "parameter count is not an integer"),
        ("'a@b.test', params => '{\"changes\": [\"a\"], \"count\": \"SECRET\"}'", "parameter count is not an integer"),
        (
            "'a@b.test', params => '{\"changes\": [\"a\"], \"at\": \"SECRET\"}'",
            "parameter at is not a moment such as 2026-11-25T13:05:00Z"
        ),
        (
            "'a@b.test', params => '{\"changes\": [\"a\"], \"at\": \"2026-11-25T13:05:00\"}'",
            "parameter at is not a moment such as 2026-11-25T13:05:00Z"
        ),
        (
            "'a@b.test', params => '{\"changes\": [\"a\"], \"at\": \"2026-02-30T00:00:00Z\"}'",
            "parameter at is a moment that no calendar has"
        ),
        ("'a@b.test', params => '{\"changes\": [\"a\"], \"support\": \"SECRET\"}'", "parameter support has no @"),
    ]

    @Test("Each fault is named by SQLSTATE 22023, and no value is repeated")
    func faults() async throws {
        let fixture = try await OutboxFixture.make()
        for (arguments, fault) in Self.faults {
            let separator = arguments.contains("params =>") ? "" : #", params => '{"changes": ["a"]}'"#
            let line = await refusal {
                _ = try await fixture.value("facteur.enqueue('account-updated', \(arguments)\(separator))")
            }
            #expect(line == "\(fault) (kind account-updated)", "enqueue(\(arguments))")
        }
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
    }

    static let badLinks = [
        "http://boutique.test/", "ftp://boutique.test/", "javascript:alert(1)", "https://", "https:///chemin",
        "https://:80/",
        "https://moi@boutique.test/", "https://boutique.test/\u{e9}", "https://boutique.test/a b",
        "https://boutique.test/\"",
        "http://localhost.mal.test/", "http://localhost@mal.test/", "http://127.0.0.1.mal.test/", "http://10.0.0.1/",
        "",
    ]
    static let goodLinks = [
        "https://boutique.test", "https://boutique.test/mdp?jeton=a%20b&x=1#y", "HTTPS://boutique.test:8443/",
        "http://localhost:8080/x", "http://127.0.0.1/", "http://[::1]:3000/a",
    ]

    @Test("Only https is a link, or http to this very machine")
    func links() async throws {
        let fixture = try await OutboxFixture.make()
        let expression = "facteur.enqueue('password-reset', 'a@b.test', jsonb_build_object('link', $1::text))"
        for link in Self.badLinks {
            let line = await refusal { _ = try await fixture.value(expression, [Value(link)]) }
            #expect(line?.hasPrefix("parameter link ") == true, "\(link): \(line ?? "accepted")")
        }
        for link in Self.goodLinks {
            let line = await refusal { _ = try await fixture.value(expression, [Value(link)]) }
            #expect(line == nil, "\(link)")
        }
    }

    @Test("Good addresses, letters beyond ASCII in the domain too, are taken")
    func goodAddresses() async throws {
        let fixture = try await OutboxFixture.make()
        for address in ["a@b.test", "a.b+c@exemple.co.test", "o'neil_#!{}@x-y.test", "a@épicerie.test"] {
            try await fixture.enqueue(address)
        }
        #expect(try await fixture.value("select count(*) from facteur.ready") == "4")
    }

    @Test("An unknown kind is named; a bulk kind goes by create_newsletter")
    func kinds() async throws {
        let fixture = try await OutboxFixture.make()
        let unknown = await refusal { _ = try await fixture.value("facteur.enqueue('birthday', 'a@b.test')") }
        #expect(unknown == "kind birthday is unknown")
        let bulk = await refusal { _ = try await fixture.value("facteur.enqueue('newsletter', 'a@b.test')") }
        #expect(bulk == "kind newsletter goes to subscribers: call facteur.create_newsletter")
    }

    @Test("The server gives SQLSTATE 22023")
    func state() async throws {
        let fixture = try await OutboxFixture.make()
        let complaint = await refusal {
            try fixture.database.psql("\\set VERBOSITY verbose\nselect facteur.enqueue('nope', 'a@b.test');")
        }
        #expect(complaint?.contains("ERROR:  22023: kind nope is unknown") == true)
    }

    static let elements: [(messages: String, fault: String)] = [
        (#"{}"#, "messages is not a JSON array"),
        (#"[1]"#, "message 0: is not a JSON object"),
        (#"[OK, {"kind": "nope", "recipient": "a@b.test"}]"#, "message 1: kind nope is unknown"),
        (#"[OK, {"kind": "account-updated", "to": "SECRET"}]"#, "message 1: key \"to\" is unknown"),
        (#"[OK, OK, {"kind": 3}]"#, "message 2: kind is not a text"),
        (
            #"[{"kind": "account-updated", "recipient": "a@b.test", "send_at": "SECRET"}]"#,
            "message 0: send_at is not a moment such as 2026-11-25T13:05:00Z"
        ),
        (
            #"[{"kind": "account-updated", "recipient": "a@b.test", "params": []}]"#,
            "message 0: parameter changes is missing"
        ),
        (
            #"[{"kind": "account-updated", "recipient": "a@b.test", "params": [1]}]"#,
            "message 0: params is not a JSON object"
        ),
        (
            #"[{"kind": "account-updated", "recipient": "a@b.test", "params": {"changes": 1}}]"#,
            "message 0: parameter changes is not a list of texts"
        ),
    ]

    @Test("enqueue_many names the element, and takes all or nothing")
    func many() async throws {
        let fixture = try await OutboxFixture.make()
        let ok = #"{"kind": "account-updated", "recipient": "a@b.test", "params": {"changes": ["a"]}}"#
        for (messages, fault) in Self.elements {
            let text = messages.split(separator: "OK", omittingEmptySubsequences: false).joined(separator: ok)
            let line = await refusal {
                try await fixture.sql.execute("select facteur.enqueue_many($1::jsonb)", [Value(text)])
            }
            #expect(line == fault || line == "\(fault) (kind account-updated)", "\(messages)")
        }
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
    }
}
