import Catcher
import Foundation
import TestServers

/// A shop's database with the outbox in it, one of whose messages has been sent already: what a recipe finds. Each has a copy of its own.
struct ShopDatabase: Sendable {
    let database: TestDatabase

    /// A producer: what the worker, and the tables of the outbox, are to it, is none of its business.
    static let role = "recipes"
    static let password = "recipes"

    static func make() async throws -> ShopDatabase {
        ShopDatabase(database: try await Original.shared.database().copy())
    }

    /// Where libpq and all that knows its variables find the database, as the producer.
    var environment: [String: String] {
        let url = URLComponents(string: database.url)
        return [
            "PGHOST": "127.0.0.1", "PGPORT": url?.port.map(String.init) ?? "", "PGDATABASE": database.name,
            "PGUSER": Self.role, "PGPASSWORD": Self.password, "PGSSLMODE": "disable",
        ]
    }

    /// The same as keywords and values.
    var target: String {
        let keywords = [
            "PGHOST": "host", "PGPORT": "port", "PGDATABASE": "dbname", "PGUSER": "user", "PGPASSWORD": "password",
        ]
        return environment.compactMap { name, value in keywords[name].map { "\($0)=\(value)" } }.joined(separator: " ")
    }
}

/// What is copied: made once, by the worker itself.
private actor Original {
    static let shared = Original()
    private var made: Task<TestDatabase, any Error>?

    func database() async throws -> TestDatabase {
        if let made { return try await made.value }
        let making = Task { try await Self.make() }
        made = making
        return try await making.value
    }

    private static func make() async throws -> TestDatabase {
        let database = try await TestDatabase.make()
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let environment = [
            "FACTEUR_DATABASE_URL": database.url, "FACTEUR_STATE_DIRECTORY": folder.path,
            "FACTEUR_MAIL_FROM": "Boutique <compte@boutique.example>", "FACTEUR_MAIL_HELO": "worker.boutique.example",
            "FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example", "FACTEUR_ADMIN_LISTEN": "127.0.0.1:0",
            "FACTEUR_LOG_FORMAT": "json", "FACTEUR_SMTP_TLS": "none",
        ]
        let migration = try await Binary(environment: environment).run("migrate")
        guard migration.code == 0 else { throw Stage.Failure(migration.error) }
        let page = try Repository.text("docs/producers.md")
        try database.psql(
            """
            create role \(ShopDatabase.role) login in role facteur_producer password '\(ShopDatabase.password)';
            create schema authorization \(ShopDatabase.role);
            set role \(ShopDatabase.role);
            set search_path to \(ShopDatabase.role);
            \(try Recipe.fenced(in: page, below: "## In your language"))
            select facteur.enqueue('registration', 'zoe@client.example', '{"link": "https://www.shop.example/"}');
            """)
        try await CatchingServer.running { relay in
            let settings = environment.merging(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)"]) { $1 }
            let worker = try Binary(environment: settings).start(["run"])
            _ = try await worker.line { $0.contains("\"event\":\"sent\"") }
            worker.send(SIGTERM)
            let end = await worker.end()
            guard end.code == 0 else { throw Stage.Failure("the worker ended with \(end.code): \(end.error)") }
        }
        try standIn(database)
        return database
    }

    /// Until the schema has events of its own: one that says what the log of deliveries does.
    private static func standIn(_ database: TestDatabase) throws {
        let isThere = try database.psql("select to_regprocedure('facteur.events_since(bigint, integer)') is not null")
        guard isThere == "f" else { return }
        try database.psql(
            """
            create function facteur.events_since(cursor bigint, most integer default 1000) returns table (
                cursor bigint, at timestamptz, message uuid, kind text, event text, recipient text, code integer, enhanced text, reply text)
            language sql stable security definer as $$
                select 1, now(), m.id, m.kind, e.outcome::text, m.recipient, 250, '2.0.0', 'taken'
                from facteur.ended e join facteur.message m on m.id = e.id where events_since.cursor < 1
            $$;
            grant execute on function facteur.events_since to facteur_producer
            """)
    }
}
