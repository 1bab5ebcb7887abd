import Catcher
import Foundation
import TestServers

/// A shop's database with the outbox in it, one of whose messages has been sent already: what a recipe finds. Each has a copy of its own.
struct ShopDatabase: Sendable {
    let database: TestDatabase

    /// Producers, each with a schema of its own: what the worker, and the tables of the outbox, are, is none of their business.
    enum Producer: String, CaseIterable {
        case recipes, boutique
    }

    /// The one whose programs the pages are.
    static let role = Producer.recipes.rawValue

    static func make() async throws -> ShopDatabase {
        ShopDatabase(database: try await Original.shared.database().copy())
    }

    /// Where libpq and all that knows its variables find the database, as a producer.
    func environment(as producer: Producer = .recipes) -> [String: String] {
        let url = URLComponents(string: database.url)
        return [
            "PGHOST": "127.0.0.1", "PGPORT": url?.port.map(String.init) ?? "", "PGDATABASE": database.name,
            "PGUSER": producer.rawValue, "PGPASSWORD": producer.rawValue, "PGSSLMODE": "disable",
        ]
    }

    /// The same as keywords and values.
    var target: String {
        let keywords = [
            "PGHOST": "host", "PGPORT": "port", "PGDATABASE": "dbname", "PGUSER": "user", "PGPASSWORD": "password",
        ]
        return environment().compactMap { name, value in keywords[name].map { "\($0)=\(value)" } }
            .joined(separator: " ")
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
        let roles = ShopDatabase.Producer.allCases.map(\.rawValue).map {
            "create role \($0) login in role facteur_producer password '\($0)'; create schema authorization \($0);"
        }.joined()
        try database.psql(
            """
            \(roles)
            set session authorization \(ShopDatabase.role);
            \(try Recipe.fenced(in: page, below: "## In your language"))
            select facteur.enqueue('registration', 'zoe@client.example', '{"link": "https://www.shop.example/"}');
            """)
        try await CatchingServer.running { relay in
            let settings = environment.merging(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)"]) { $1 }
            let worker = try Binary(environment: settings).start(["run"])
            _ = try await worker.line { $0.contains("\"event\":\"sent\"") }
            // Events get their cursors a moment later.
            let deadline = ContinuousClock.now + .seconds(60)
            let look = "set session authorization \(ShopDatabase.role); select count(*) from facteur.events_since(0)"
            while try database.psql(look) == "0", ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(100))
            }
            worker.send(SIGTERM)
            let end = await worker.end()
            guard end.code == 0 else { throw Stage.Failure("the worker ended with \(end.code): \(end.error)") }
        }
        return database
    }
}
