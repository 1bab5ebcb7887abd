import TestServers
import Testing

@testable import Postgres

@Suite("JSON that means harm fails clean", .timeLimit(.minutes(2)))
struct HostileInputTests {
    /// What is given as `params` of account-updated, in SQL, and with which SQLSTATE it fails: 22023 is ours, the others are what
    /// PostgreSQL's own reader of JSON says before any function sees it.
    static let params: [(what: String, sql: String, state: String)] = [
        ("64 KiB in one text", "jsonb_build_object('changes', array[repeat('a', 65536)])", "22023"),
        ("64 KiB of keys", "(select jsonb_object_agg('k' || n, n) from generate_series(1, 6000) n)", "22023"),
        ("a megabyte", "jsonb_build_object('changes', array[repeat('a', 1048576)])", "22023"),
        (
            "depth 1,000 in a parameter", "('{\"changes\": ' || repeat('[', 1000) || repeat(']', 1000) || '}')::jsonb",
            "22023"
        ),
        ("depth 1,000 at once", "(repeat('[', 1000) || repeat(']', 1000))::jsonb", "22023"),
        ("depth 1,000 of objects", "(repeat('{\"changes\":', 1000) || '1' || repeat('}', 1000))::jsonb", "22023"),
        ("depth a million", "(repeat('[', 1000000) || repeat(']', 1000000))::jsonb", "54001"),
        ("a key twice, the second one wrong", "'{\"changes\": [\"a\"], \"changes\": 1}'::jsonb", "22023"),
        ("a key of 64 KiB", "jsonb_build_object('changes', array['a'], repeat('k', 65000), 1)", "22023"),
        ("an empty key", "'{\"changes\": [\"a\"], \"\": 1}'::jsonb", "22023"),
        ("a number out of range", "'{\"changes\": [\"a\"], \"count\": 1e400}'::jsonb", "22023"),
        ("a number far out of range", "'{\"changes\": [\"a\"], \"count\": 1e200000}'::jsonb", "22003"),
        (
            "a number of 60,000 digits", "('{\"changes\": [\"a\"], \"count\": ' || repeat('9', 60000) || '}')::jsonb",
            "22023"
        ),
        ("a null byte", "'{\"changes\": [\"\\u0000\"]}'::jsonb", "22P05"),
        ("half a surrogate pair", "'{\"changes\": [\"\\ud800\"]}'::jsonb", "22P02"),
        ("a control character", "'{\"changes\": [\"a\\u0007\"]}'::jsonb", "22023"),
        ("a path into the schema", "'{\"changes\": [\"a\"], \"$.secret\": true}'::jsonb", "22023"),
    ]

    /// What is given to `enqueue_many`.
    static let messages: [(what: String, sql: String, state: String)] = [
        ("depth 1,000", "(repeat('[', 1000) || repeat(']', 1000))::jsonb", "22023"),
        ("an array of arrays", "'[[]]'::jsonb", "22023"),
        ("numbers for texts", "'[{\"kind\": 1e400, \"recipient\": 1}]'::jsonb", "22023"),
        ("objects for texts", "'[{\"kind\": {}, \"recipient\": {}}]'::jsonb", "22023"),
        (
            "a moment that no calendar has", "jsonb_build_array(\(ok) || '{\"send_at\": \"2026-02-30T00:00:00Z\"}')",
            "22023"
        ),
        ("an infinite moment", "jsonb_build_array(\(ok) || '{\"send_at\": \"infinity\"}')", "22023"),
        ("attachments that are none", "jsonb_build_array(\(ok) || '{\"attachments\": [\"x\"]}')", "22023"),
        ("attachments that are one", "jsonb_build_array(\(ok) || '{\"attachments\": {\"a\": 1}}')", "22023"),
        ("a list for a text", "jsonb_build_array(\(ok) || '{\"dedup_key\": [\"x\", \"y\"]}')", "22023"),
        ("attachments that are lists", "jsonb_build_array(\(ok) || '{\"attachments\": [[]]}')", "22023"),
        ("half a leap second", "jsonb_build_array(\(ok) || '{\"send_at\": \"2026-12-31T23:59:60.5Z\"}')", "22023"),
        ("attachments in depth", "jsonb_build_array(\(ok) || '{\"attachments\": [[\"x\"]]}')", "22023"),
        ("a key that nobody knows", "jsonb_build_array(\(ok) || '{\"owner\": \"postgres\"}')", "22023"),
        (
            "params of 64 KiB",
            "jsonb_build_array(\(ok) || jsonb_build_object('params', jsonb_build_object('changes', array[repeat('a', 65536)])))",
            "22023"
        ),
    ]
    private static let ok =
        "'{\"kind\": \"account-updated\", \"recipient\": \"a@b.test\", \"params\": {\"changes\": [\"a\"]}}'::jsonb"

    @Test("Each is refused with its SQLSTATE, nothing is stored, and the session goes on")
    func refused() async throws {
        let fixture = try await OutboxFixture.make()
        let calls =
            Self.params.map { ($0.what, "facteur.enqueue('account-updated', 'a@b.test', \($0.sql))", $0.state) }
            + Self.messages.map { ($0.what, "facteur.enqueue_many(\($0.sql))", $0.state) }
        for (what, call, state) in calls {
            let output = try fixture.database.psql(
                "\\set ON_ERROR_STOP off\n\\set VERBOSITY sqlstate\nselect \(call);\nselect 'still here';")
            #expect(output.contains("ERROR:  \(state)"), "\(what): \(output.prefix(300))")
            #expect(output.contains("still here"), "\(what)")
        }
        #expect(try await fixture.value("select count(*) from facteur.message") == "0")
    }

    @Test("Of a refusal psql shows the sentence, what the rule is and what to do, each in a line, and no value")
    func words() async throws {
        let fixture = try await OutboxFixture.make()
        let call = #"select facteur.enqueue('account-updated', 'a@b.test', '{"changes": 1, "colour": "SECRET"}');"#
        let output = try fixture.database.psql("\\set ON_ERROR_STOP off\n\\set SHOW_CONTEXT never\n\(call)")
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3, "\(output)")
        #expect(
            lines.first?.hasSuffix("ERROR:  parameter colour is unknown to this kind (kind account-updated)") == true)
        #expect(
            lines.dropFirst() == [
                "DETAIL:  The parameters of this kind are changes, at (optional), count (optional), support (optional).",
                "HINT:  The kind's kind.yaml says what each of them holds.",
            ])
        #expect(!output.contains("SECRET"))
        // What a client shows of the context is one line: the contract's function.
        let context = try fixture.database.psql("\\set ON_ERROR_STOP off\n\(call)").split(separator: "\n").dropFirst(3)
        #expect(context.count == 1 && context.first?.contains("PL/pgSQL function enqueue(") == true, "\(context)")
    }
}
