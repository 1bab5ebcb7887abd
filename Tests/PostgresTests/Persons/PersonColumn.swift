/// What becomes of one column of the schema that could hold something of a person. A column of text, JSON or bytes that is not among them
/// fails a test: say here what an export shows of it and what an erasure does with it.
struct PersonColumn: Sendable {
    enum Rule: Sendable {
        /// May hold the person's address or name, or what only they have. `seed` is SQL that puts `MARK`, which stands for it, there.
        case personal(seed: String)
        /// As `personal`, and not shown: it opens a door.
        case secret(seed: String)
        /// Never holds any of it; why.
        case impersonal(String)
    }

    let table: String
    let column: String
    let rule: Rule

    var name: String { "\(table).\(column)" }

    private static func of(_ table: String, _ columns: [String: Rule]) -> [PersonColumn] {
        columns.sorted { $0.key < $1.key }.map { PersonColumn(table: table, column: $0.key, rule: $0.value) }
    }

    private static let word = Rule.impersonal("one of a few words")
    private static let role = Rule.impersonal("a database user")
    private static let own = Rule.impersonal("the installation's own")
    private static let domain = Rule.impersonal("a provider's or a domain's name")

    /// A message to the person that has ended.
    private static func message(_ column: String, _ value: String) -> Rule {
        .personal(seed: "update facteur.message set \(column) = \(value) where recipient = 'camille@client.test'")
    }

    private static func reader(_ column: String) -> Rule {
        .personal(seed: "update facteur.subscription set \(column) = 'MARK' where address = 'camille@client.test'")
    }

    private static func report(_ column: String) -> Rule {
        .personal(seed: "update facteur.report set \(column) = 'MARK camille@client.test'")
    }

    /// Words that somebody or a server chose, in which the address may be.
    private static func words(_ seed: String) -> Rule { .personal(seed: seed) }

    static let all: [PersonColumn] =
        of(
            "message",
            [
                "recipient": message("recipient", "'camille@client.test'"),
                "recipient_name": message("recipient_name", "'MARK'"),
                "parameters": message("parameters", #"'{"firstName": "MARK"}'"#),
                "dedup_key": message("dedup_key", "'MARK'"), "supersede_key": message("supersede_key", "'MARK'"),
                "kind": own, "locale": .impersonal("a language"), "owner": role,
            ])
        + of(
            "message_secret",
            [
                "parameters": .secret(
                    seed: """
                        insert into facteur.message_secret
                            select id, '{"link": "MARK"}' from facteur.message where recipient = 'camille@client.test'
                        """)
            ])
        + of(
            "dedup",
            [
                "kind": own, "owner": role,
                "key": words(
                    """
                    insert into facteur.dedup select kind, 'camille@client.test MARK', id from facteur.message
                    where recipient = 'camille@client.test'
                    """),
            ])
        + of(
            "subscription",
            [
                "email": reader("email"), "name": reader("name"), "source": reader("source"),
                "fields": .personal(
                    seed: """
                        update facteur.subscription set fields = '{"city": "MARK"}' where address = 'camille@client.test'
                        """),
                "address": .personal(seed: "select 1"),
                "token": .secret(
                    seed: "update facteur.subscription set token = 'MARK' where address = 'camille@client.test'"),
                "list": own, "provider": domain, "locale": .impersonal("a language"), "status": word,
                "pace": word,
            ])
        + of("list_field", ["list": own, "name": .impersonal("what a field is called")])
        + of(
            "suppression",
            [
                "address": .personal(seed: "select facteur.suppress('camille@client.test', 'marketing', 'asked')"),
                "reason": words("select facteur.suppress('camille@client.test', 'all', 'MARK')"),
                "source": .impersonal("a database user, or a word"), "scope": word,
            ])
        + of(
            "delivery",
            [
                "reply": .personal(seed: "update facteur.delivery set reply = 'MARK'"),
                "outcome": word, "enhanced": .impersonal("a code"), "relay": own,
            ])
        + of(
            "report",
            [
                "recipient": report("recipient"), "reply": report("reply"), "reporter": report("reporter"),
                "key": report("key"), "source": own, "event": word, "effect": word, "enhanced": .impersonal("a code"),
            ])
        + of("event", ["owner": role, "kind": own, "event": word])
        + of("event_waiting", ["owner": role, "event": word])
        + of("event_progress", ["writers": .impersonal("numbers of transactions")])
        + of("event_removed", ["owner": role])
        + of("webhook", ["name": own, "fault": .impersonal("how a request to an endpoint ended")])
        + of(
            "parked_domain",
            [
                "family": domain,
                "reason": words(
                    """
                    insert into facteur.parked_domain (family, until, reason)
                        values ('orange', now(), '421 MARK <camille@client.test> later')
                    """),
            ])
        + of(
            "relay_outage",
            [
                "relay": own,
                "reason": words(
                    """
                    select facteur.heartbeat('00000000-0000-4000-8000-000000000001', 'h', 1, 'v', false, '10 s');
                    insert into facteur.relay_outage values
                        ('00000000-0000-4000-8000-000000000001', 'r:25', now(), '550 camille@client.test MARK')
                    """),
            ])
        + of("relay_quota", ["relay": own])
        + of(
            "pause",
            [
                "name": own, "scope": word,
                "reason": words(
                    "insert into facteur.pause (name, scope, reason) values ('bulk', 'lane', 'MARK Camille@Client.test asked')"
                ),
            ])
        + of(
            "erasure",
            [
                "person": .impersonal("a keyed hash"), "by_whom": .impersonal("a database user"),
                "counts": .impersonal("numbers"),
                "reason": words(
                    "insert into facteur.erasure (person, reason) values ('\\x00', 'camille@client.test MARK')"),
            ])
        + of(
            "audit",
            [
                "role": .impersonal("a database user"), "person": .impersonal("an operator"), "action": word,
                "target": words(
                    "insert into facteur.audit (action, target, effect) values ('suppress', 'MARK camille@client.test', 'x')"
                ),
                "effect": words(
                    "insert into facteur.audit (action, target, effect) values ('suppress', 'x', 'camille@client.test MARK')"
                ),
                "reason": words(
                    """
                    insert into facteur.audit (action, target, effect, reason)
                        values ('suppress', 'x', 'x', 'MARK camille@client.test')
                    """),
            ])
        + of(
            "worker_trouble",
            [
                "name": word,
                "reason": words(
                    """
                    select facteur.heartbeat('00000000-0000-4000-8000-000000000001', 'h', 1, 'v', false, '10 s');
                    insert into facteur.worker_trouble values
                        ('00000000-0000-4000-8000-000000000001', 'journal', now(), 'MARK camille@client.test')
                    """),
            ])
        + of(
            "recent_failure",
            [
                "outcome": word, "enhanced": .impersonal("a code"),
                "reply": words(
                    """
                    insert into facteur.recent_failure (message, outcome, reply)
                        values (gen_random_uuid(), 'failed', 'MARK camille@client.test')
                    """),
            ])
        + attachments + queue + installation + sums

    private static let attachments =
        of(
            "attachment",
            [
                "name": words(
                    """
                    with file as (select facteur.attach('MARK.pdf', 'application/pdf', 'a file') as id)
                    select facteur.take_attachments(
                        (select id from facteur.message where recipient = 'camille@client.test' limit 1), 'password-reset',
                        array[f.id]) from file f
                    """),
                "media_type": .impersonal("a type of file"), "owner": .impersonal("a database user"),
                "digest": .impersonal("goes with the file"),
            ])
        + of(
            "attachment_content",
            ["content": .impersonal("goes with its last attachment"), "digest": .impersonal("goes with the file")])

    /// Rows of these go with the end of their message.
    private static let queue = ["ready", "scheduled", "lease", "in_doubt", "ended"].flatMap { table in
        of(table, table == "ended" ? ["kind": own] : ["kind": own, "family": domain])
    }

    private static let installation =
        of(
            "list",
            [
                "name": own, "title": own, "list_id": own, "sender": own, "reply_to": own, "sending_window": own,
                "locale": .impersonal("a language"),
            ])
        + of("opening", ["sending_window": own, "time_zone": own])
        + of(
            "image",
            [
                "hash": .impersonal("goes with the picture"), "media_type": .impersonal("a type of file"),
                "alt": .impersonal("what was published to everybody"),
                "content": .impersonal("what was published to everybody"),
            ])
        + of(
            "kind",
            [
                "name": own, "parameters": own, "locales": own, "secrets": own, "limit_excess": word,
                "parameter_names": own,
            ])
        + of("limit_ledger", ["kind": own, "taken": .impersonal("moments")])
        + of(
            "newsletter",
            ["list": own, "content": .impersonal("what was published to everybody"), "options": own, "owner": role])
        + of("newsletter_progress", ["provider": domain]) + of("pace", ["provider": domain])
        + of("installation", ["public_url": own, "time_zone": own])
        + of("domain_family", ["domain": domain, "family": domain])
        + of("schema_migration", ["name": own, "checksum": own])
        + of("worker", ["host": own, "version": own, "delivery": .impersonal("the operator's own settings")])
        + of("erasure_key", ["inner_pad": .impersonal("a key"), "outer_pad": .impersonal("a key")])
        + of("retention_cursor", ["class": own])

    /// Counts of many.
    private static let sums =
        of("flow_rollup", ["span": word, "kind": own, "provider": domain, "relay": own, "outcome": word])
        + of("latency_rollup", ["span": word]) + of("issue_sample", ["state": word])
}
