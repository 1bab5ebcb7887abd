import TestServers
import Testing

@testable import Postgres

/// libpq quotes what it takes for a host, a port, a database or a user. Whoever finds a form of `database.url` whose password it takes for
/// one of them adds it here.
@Suite("The line about a database that cannot be reached holds no password", .timeLimit(.minutes(2)))
struct ConnectionStringTests {
    static let secret = "hunter2"

    static let urls = [
        "postgresql://me:hunter2@127.0.0.1:1/x", "postgresql://me:p@hunter2@127.0.0.1:1/x",
        "postgresql://me:p/hunter2@127.0.0.1:1/x",
        "postgresql://me:p?hunter2@127.0.0.1:1/x", "postgresql://me:p#hunter2@127.0.0.1:1/x",
        "postgresql://me:p:hunter2@127.0.0.1:1/x",
        "postgresql://me:hunter2", "postgresql://me:hunter2/x", "postgresql://127.0.0.1:1/me:hunter2@x",
        "postgresql://me:%hunter2@127.0.0.1:1/x",
        "postgresql://me:p%40hunter2@127.0.0.1:1/x", "postgresql://me%3Ahunter2@127.0.0.1:1/x",
        "postgresql://127.0.0.1:1/x?password=hunter2",
        "postgresql://127.0.0.1:1/x?passwort=hunter2", "postgresql://127.0.0.1:1/x?hunter2",
        "postgresql://me:hunter2@[::1/x",
        "postgresql://me:hunter2@[::1]:1/x", "postgres://me:hunter2@127.0.0.1:1,127.0.0.1:1/x",
        "postgresql://me:hunter2@127.0.0.1:port/x",
        "host=127.0.0.1 port=1 user=me password=hunter2", "host=127.0.0.1 port=1 user=me password=p hunter2",
        "host=127.0.0.1 port=hunter2",
        "host=127.0.0.1 port=1 password='hunter2", "host=me:hunter2@127.0.0.1 port=1",
        "host=127.0.0.1 port=1 user=me:hunter2",
        "host=127.0.0.1 port=1 dbname=postgresql://me:hunter2@h/x", "host=127.0.0.1 port=1 passwd=hunter2",
        "mysql://me:hunter2@127.0.0.1:1/x",
        "hunter2",
    ]

    @Test("On its way there", arguments: urls)
    func unreachable(url: String) async throws {
        let settings = DatabaseSettings(
            url: url, password: DatabaseSettings.Password("motdepasse"), connectTimeout: .seconds(2))
        let line = try #require(await refusal { try await Migrator(settings).verify() })
        #expect(line.hasPrefix("database") && !line.contains(Self.secret) && !line.contains("motdepasse"), "\(line)")
        #expect(!line.contains("\n"))
    }

    @Test(
        "When the server refuses it",
        arguments: ["me:hunter2", "postgres:hunter2", "postgres:x%20hunter2", "me%40shop.example:hunter2"])
    func refused(login: String) async throws {
        let own = try await TestDatabase.make().url.split(separator: "@")
        let settings = DatabaseSettings(url: "postgresql://\(login)@\(own[1])")
        let line = try #require(await refusal { try await Migrator(settings).verify() })
        #expect(line.hasPrefix("database: ") && !line.contains(Self.secret), "\(line)")
    }

    @Test(
        "What libpq reads as it is meant is left to it",
        arguments: [
            "postgresql:///shop", "postgresql://127.0.0.1/shop", "postgresql://me@host",
            "postgresql://me:p%40ss@host:5432/shop",
            "postgresql://host1:1,host2:2/shop?target_session_attrs=any", "postgresql://[::1]:5432/x",
            "postgresql://%2Frun%2Fpg/x",
            "postgresql://host/x?user=me@tenant", "host=@abstract dbname=x", "dbname=x password='a@b://c'",
            "postgres://me:@host",
        ])
    func clear(url: String) throws {
        #expect(ConnectionString.isClear(url))
        #expect(ConnectionString.isClear(try #require(DatabaseSettings(url: url).given)))
    }
}
