import TestServers
import Testing

@testable import Postgres

@Suite("A producer has its functions, and nothing else in the schema", .timeLimit(.minutes(2)))
struct LeastPrivilegeTests {
    /// The contract's functions for producers.
    private static let functions: Set<String> = [
        "attach", "cancel", "create_newsletter", "enqueue", "enqueue_many", "events_since", "message_state",
        "subscribe",
        "unsubscribe", "unsubscribe_by_token",
    ]

    private static func names(_ query: String, _ fixture: OutboxFixture) throws -> [String] {
        try fixture.database.psql(query).split(separator: "\n").map(String.init)
    }

    @Test(
        "Every object of the schema is walked: tables, columns, sequences, functions, types, and what is yet to be made"
    )
    func walk() async throws {
        let fixture = try await OutboxFixture.make()
        let producer = try fixture.user("shop")
        let user = "'\(fixture.database.name)_shop'"
        let functions = try Self.names(
            """
            select distinct p.proname from pg_proc p where p.pronamespace = 'facteur'::regnamespace
                and has_function_privilege(\(user), p.oid, 'execute')
            """, fixture)
        #expect(Self.functions.isSuperset(of: functions), "\(functions)")
        #expect(functions.count >= 8)
        for (what, query) in [
            (
                "tables and views",
                """
                select c.relname || ' ' || r from pg_class c, unnest(array[
                    'select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) r
                    where c.relnamespace = 'facteur'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
                    and has_table_privilege(\(user), c.oid, r)
                """
            ),
            (
                "columns",
                """
                select c.relname || ' ' || r from pg_class c, unnest(array['select', 'insert', 'update', 'references']) r
                    where c.relnamespace = 'facteur'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
                    and has_any_column_privilege(\(user), c.oid, r)
                """
            ),
            (
                "sequences",
                """
                select c.relname from pg_class c where c.relnamespace = 'facteur'::regnamespace
                    and case when c.relkind = 'S' then has_sequence_privilege(\(user), c.oid, 'usage, select, update') end
                """
            ),
            ("the schema", "select 'create' where has_schema_privilege(\(user), 'facteur', 'create')"),
            (
                "what is yet to be made",
                """
                select d.defaclacl::text from pg_default_acl d, aclexplode(d.defaclacl) a
                    left join pg_roles r on r.oid = a.grantee
                    where a.grantee = 0 or r.rolname like 'facteur\\_%'
                """
            ),
            (
                "owned objects",
                """
                select c.relname from pg_class c where c.relnamespace = 'facteur'::regnamespace
                    and pg_has_role(\(user), c.relowner, 'usage')
                """
            ),
        ] {
            #expect(try Self.names(query, fixture) == [], "\(what)")
        }
        // What the catalogs say is what happens.
        for table in try Self.names(
            "select relname from pg_class where relnamespace = 'facteur'::regnamespace and relkind in ('r', 'p')",
            fixture)
        {
            for statement in ["select 1 from facteur.\(table)", "delete from facteur.\(table)"] {
                let line = await refusal { try await producer.sql.execute(statement) }
                #expect(line != nil, "\(statement)")
            }
        }
    }

    @Test("Whatever acts with the owner's rights has a path of its own, and the caller's temporary objects last in it")
    func paths() async throws {
        let fixture = try await OutboxFixture.make()
        let open = try Self.names(
            """
            select p.proname from pg_proc p where p.pronamespace = 'facteur'::regnamespace and p.prosecdef
                and not coalesce(p.proconfig, '{}') @> '{"search_path=facteur, pg_temp"}'
            """, fixture)
        #expect(open == [])
    }

    @Test("Functions, operators and tables of the caller's own, first in its path, are never those that are used")
    func shadows() async throws {
        let fixture = try await OutboxFixture.make()
        let producer = try fixture.user("shop")
        try fixture.database.psql(
            """
            grant create, temporary on database \(fixture.database.name) to \(fixture.database.name)_shop;
            """)
        for statement in [
            "create schema trap", "create table trap.fallen (who text)",
            "create temp table kind (name text, lane text)", "create temp table message (id uuid, owner text)",
            "create function trap.now() returns timestamptz language plpgsql as $$ begin insert into trap.fallen values (current_user); return 'epoch'; end $$",
            "create function trap.lower(text) returns text language plpgsql as $$ begin insert into trap.fallen values (current_user); return 'x'; end $$",
            "create function trap.coalesced(uuid, uuid) returns boolean language plpgsql as $$ begin insert into trap.fallen values (current_user); return true; end $$",
            "create operator trap.= (leftarg = uuid, rightarg = uuid, function = trap.coalesced)",
            "create function pg_temp.caller() returns text language sql as $$ select 'postgres'::text $$",
            "create function trap.sees_all() returns boolean language sql as $$ select true $$",
            "set search_path = trap, pg_temp, pg_catalog",
        ] {
            try await producer.sql.execute(statement)
        }
        let message = try await producer.enqueue("a@b.test", ", dedup_key => 'a', supersede_key => 'b'")
        let stranger = try await fixture.enqueue()
        #expect(try await producer.state(message) == "waiting")
        #expect(try await producer.state(stranger) == nil)
        #expect(try await producer.value("facteur.cancel($1::uuid)", [Value(stranger)]) == "false")
        #expect(try await producer.value("facteur.cancel($1::uuid)", [Value(message)]) == "true")
        _ = try await producer.value("facteur.subscribe('a@b.test', 'lettre')")
        _ = try await producer.value("facteur.unsubscribe('a@b.test', 'lettre')")
        #expect(try await fixture.value("select count(*) from trap.fallen") == "0")
    }
}
