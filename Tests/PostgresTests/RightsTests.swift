import Mail
import PrivatePostgres
import TestServers
import Testing

@testable import Postgres

@Suite("Rights", .timeLimit(.minutes(3)))
struct RightsTests {
    /// Every right that one of the roles, or everybody, has in the schema.
    private static let granted = """
        select coalesce(r.rolname, 'public') || ' ' || a.privilege_type || ' ' || o.name from (
            select 'schema' as name, nspacl as acl from pg_namespace where nspname = 'facteur'
            union all
            select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
                where p.pronamespace = 'facteur'::regnamespace
            union all
            select c.relname, c.relacl from pg_class c where c.relnamespace = 'facteur'::regnamespace
            union all
            select c.relname || '.' || t.attname, t.attacl from pg_attribute t join pg_class c on c.oid = t.attrelid
                where c.relnamespace = 'facteur'::regnamespace
        ) o cross join aclexplode(o.acl) a left join pg_roles r on r.oid = a.grantee
        where a.grantee = 0 or r.rolname like 'facteur%' order by 1;
        """

    private func psql(_ sql: String, _ url: String, _ binaries: String) throws -> String {
        try run("\(binaries)/psql -X -qAt -v ON_ERROR_STOP=1 '\(url)' -f -", input: sql)
    }

    @Test("A dump without owners and rights, restored where none of the roles is, is told for what it is and mended")
    func restored() async throws {
        let source = try await OutboxFixture.make().database
        let server = try await PrivatePostgres(folder: makeTemporaryFolder("restored"), isTemporary: true)
        let (url, binaries) = (server.url(), server.binaries)
        let restore = "\(binaries)/psql -X -q -v ON_ERROR_STOP=1 '\(url)' >/dev/null"
        _ = try run("\(binaries)/pg_dump -O -x '\(source.url)' | \(restore)", input: "")
        let migrator = Migrator(DatabaseSettings(url: url))
        try await migrator.verify()
        let missing = try await migrator.missingRights()
        for line in [
            "facteur_producer lacks execute on attach, cancel, create_newsletter, enqueue, enqueue_many, events_since, message_state, ",
            "facteur_web lacks execute on change_preference, ", "facteur_worker lacks execute on attachment_piece, ",
            "facteur_operator lacks execute on ", "everybody has execute on ",
        ] {
            #expect(missing.contains { $0.hasPrefix(line) }, "\(line): \(missing)")
        }
        #expect(missing.count == 6)
        #expect(try await migrator.migrate().isEmpty)
        #expect(try await migrator.missingRights().isEmpty)
        let rights = try psql(Self.granted, url, binaries)
        #expect(try rights == source.psql(Self.granted))
        #expect(rights.split(separator: "\n").count > 60)
        let enqueue = "select facteur.enqueue('account-updated', 'a@b.test', '{\"changes\": [\"a\"]}')"
        #expect(try psql("set role facteur_producer; \(enqueue);", url, binaries).count == 36)
        #expect(
            await refusal { _ = try psql("set role facteur_producer; table facteur.message;", url, binaries) } != nil)
        // Twice is harmless.
        #expect(try await migrator.migrate().isEmpty)
        #expect(try psql(Self.granted, url, binaries) == rights)
        await server.stop(.immediate)
    }

    /// What an administrator may have done, and the line about it.
    static let losses: [(statement: String, line: String)] = [
        (
            "revoke execute on function facteur.enqueue from facteur_producer",
            "facteur_producer lacks execute on enqueue"
        ),
        ("revoke usage on schema facteur from facteur_web", "facteur_web lacks usage on schema facteur"),
        ("revoke select on facteur.newsletter from facteur_worker", "facteur_worker lacks select on newsletter"),
        (
            "revoke select (email, name) on facteur.subscription from facteur_operator",
            "facteur_operator lacks select on subscription.email, subscription.name"
        ),
        ("grant execute on function facteur.pause to public", "everybody has execute on pause"),
        ("grant select on facteur.message_secret to public", "everybody has select on message_secret"),
        ("grant usage on schema facteur to public", "everybody has usage on schema facteur"),
        (
            "revoke execute on function facteur.settle, facteur.claim from facteur_worker; revoke usage on schema facteur from facteur_worker",
            "facteur_worker lacks execute on claim, settle; usage on schema facteur"
        ),
    ]

    @Test("One right that is missing, or that everybody has, is named alone and mended", arguments: losses)
    func one(statement: String, line: String) async throws {
        let database = try await TestDatabase.make()
        let migrator = Migrator(database.settings)
        let before = try database.psql(Self.granted)
        #expect(try await migrator.missingRights().isEmpty)
        try database.psql(statement)
        #expect(try await migrator.missingRights() == [line])
        _ = try await migrator.migrate()
        #expect(try database.psql(Self.granted) == before)
    }

    @Test("Who may not grant is told who may; who lacks every right is told which are missing all the same")
    func stranger() async throws {
        let database = try await TestDatabase.make()
        try database.psql(
            """
            create user \(database.name)_worker in role facteur_worker password 'p';
            revoke execute on function facteur.claim from facteur_worker;
            revoke usage on schema facteur from facteur_worker;
            """)
        let own = database.url.split(separator: "@")
        let migrator = Migrator(DatabaseSettings(url: "postgresql://\(database.name)_worker:p@\(own[1])"))
        #expect(await refusal { try await migrator.verify() }?.contains("lacks a right") == true)
        #expect(
            try await migrator.missingRights() == ["facteur_worker lacks execute on claim; usage on schema facteur"])
        try database.psql("grant usage on schema facteur to facteur_worker")
        let line = await refusal { _ = try await migrator.migrate() }
        #expect(line?.contains("only the schema's owner or a superuser may grant them") == true, "\(line ?? "")")
    }

    @Test("A schema that is not there lacks none")
    func none() async throws {
        let database = try await TestDatabase.make(isMigrated: false)
        #expect(try await Migrator(database.settings).missingRights().isEmpty)
    }
}
