import Mail
import TestServers
import Testing

@testable import Postgres

@Suite("What of a schema is not as the migrations made it", .timeLimit(.minutes(3)))
struct SchemaDriftTests {
    private func drift(_ database: TestDatabase) async throws -> SchemaDrift {
        try await DatabaseInspection(database.settings).drift()
    }

    @Test("A fresh schema has none, whatever the session's search path")
    func fresh() async throws {
        let database = try await TestDatabase.make()
        #expect(try await drift(database).isNone)
        try database.psql("alter database \(database.name) set search_path = facteur, public")
        let found = try await drift(database)
        #expect(found.isNone, "\(found)")
    }

    enum Part: Sendable { case missing, changed, foreign }

    /// What somebody may have done by hand, and what is said of it.
    static let deeds: [(statement: String, part: Part, line: String)] = [
        (
            "drop index facteur.ready_claim", .missing,
            "index ready_claim is missing: as the schema's owner, `CREATE INDEX ready_claim ON facteur.ready"
        ),
        (
            "create or replace function facteur.family(recipient text) returns text language sql as $$ select 'x' $$",
            .changed,
            "function family("
        ),
        ("alter function facteur.settle security invoker", .changed, "function settle("),
        ("drop function facteur.pause(text)", .missing, "function pause("),
        (
            "alter table facteur.pause alter reason type varchar(200)", .changed,
            "column pause.reason was changed (it is: character varying(200); it should be: text)"
        ),
        ("alter table facteur.ready alter lane drop not null", .changed, "column ready.lane was changed"),
        ("alter table facteur.lease drop constraint lease_pkey", .missing, "constraint lease.lease_pkey is missing"),
        ("drop table facteur.domain_family cascade", .missing, "table domain_family is missing"),
        ("drop sequence facteur.lease_token cascade", .missing, "sequence lease_token is missing"),
        ("alter type facteur.outcome add value 'lost'", .changed, "type outcome was changed"),
        (
            "update pg_index set indisvalid = false where indexrelid = 'facteur.ready_claim'::regclass", .changed,
            "index ready_claim was changed"
        ),
        ("create table facteur.ours ()", .foreign, "table ours"),
        ("create index ours on facteur.ready (id)", .foreign, "index ours"),
        (
            "create function public.f() returns trigger language plpgsql as $$ begin return null; end $$; "
                + "create trigger ours after insert on facteur.message execute function public.f()",
            .foreign, "trigger message.ours"
        ),
    ]

    @Test("One deed is told, and what is wrong with it alone", arguments: deeds.indices)
    func deed(index: Int) async throws {
        let deed = Self.deeds[index]
        let database = try await TestDatabase.make()
        do { try database.psql(deed.statement) } catch {
            // A name that the schema has no longer is a row to correct.
            Issue.record("\(deed.statement): \(error)")
            return
        }
        let found = try await drift(database)
        let lines =
            switch deed.part {
            case .missing: found.missing
            case .changed: found.changed
            case .foreign: found.foreign
            }
        #expect(lines.contains { $0.hasPrefix(deed.line) }, "\(deed.statement): \(found)")
        #expect(!found.isNone)
    }

    @Test("What an operator may tune, and a day's partitions, are none")
    func tuning() async throws {
        let database = try await TestDatabase.make()
        try database.psql(
            """
            alter table facteur.ready set (autovacuum_vacuum_cost_delay = 0);
            create table facteur.delivery_20300101 partition of facteur.delivery for values from ('2030-01-01') to ('2030-01-02');
            """)
        let found = try await drift(database)
        #expect(found.isNone, "\(found)")
    }

    @Test(
        "What another major version of PostgreSQL words in another way is no change; what is missing there is missing")
    func otherVersion() {
        let catalog = SchemaCatalog(
            "version\t15\nindex\ta\tt\tCREATE INDEX a ON facteur.b USING btree (c)\nfunction\tf()\tf\tone\nindex\tz\tt\tz\n"
        )
        let live: [SchemaDrift.Object] = [
            .init(kind: "index", name: "a", definition: "CREATE INDEX a ON facteur.b (c)", isDeparsed: true),
            .init(kind: "function", name: "f()", definition: "two", isDeparsed: false),
        ]
        let newer = SchemaDrift(of: live, from: catalog, version: 18)
        #expect(newer.missing.count == 1 && newer.changed.count == 1 && newer.changed[0].hasPrefix("function f()"))
        #expect(SchemaDrift(of: live, from: catalog, version: 15).changed.count == 2)
    }
}
