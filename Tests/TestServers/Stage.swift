import Catcher
import Foundation
import Glibc
import PrivatePostgres

/// Everything that a worker needs, of its own: a database with the schema, a state directory, settings in the environment. The worker
/// itself is the built binary.
package struct Stage: Sendable {
    package let postgres: PrivatePostgres
    /// The database that `sql` and `dump` speak to, as its owner.
    package var url: String
    private let database: TemporaryFolder
    private let state: TemporaryFolder
    package var binary: Binary

    /// Runs `body` on a stage that is taken down again whatever comes of it.
    package static func with<Result>(_ body: (Stage) async throws -> Result) async throws -> Result {
        let stage = try await Stage()
        do {
            let result = try await body(stage)
            await stage.remove()
            return result
        } catch {
            await stage.remove()
            throw error
        }
    }

    private init() async throws {
        database = try TemporaryFolder()
        state = try TemporaryFolder()
        postgres = try await PrivatePostgres(folder: database.path)
        url = postgres.url()
        binary = Binary(environment: [
            "FACTEUR_DATABASE_URL": url, "FACTEUR_STATE_DIRECTORY": state.path,
            "FACTEUR_MAIL_FROM": "Boutique L’Œuf <compte@boutique.example>",
            "FACTEUR_MAIL_HELO": "worker.boutique.example",
            "FACTEUR_MAIL_RETURN_PATH": "b+{id}@bounce.boutique.example",
            "FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example", "FACTEUR_ADMIN_LISTEN": "127.0.0.1:0",
            "FACTEUR_LOG_FORMAT": "json",
        ])
        try await expectSuccess("migrate")
    }

    private func remove() async {
        await postgres.stop(.immediate)
        database.remove()
        state.remove()
    }

    /// The stage with a catching server as its relay.
    package func with(relay: CatchingServer) -> Stage {
        with(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(relay.port)", "FACTEUR_SMTP_TLS": "none"])
    }

    /// The stage with the same database under another URL, with its other hosts perhaps.
    package func with(database url: String) -> Stage {
        var stage = with(["FACTEUR_DATABASE_URL": url])
        stage.url = url
        return stage
    }

    package func with(_ environment: [String: String]) -> Stage {
        var stage = self
        stage.binary.environment.merge(environment) { $1 }
        return stage
    }

    /// A stage beside this one: on the same server, with a copy of this one's database and a state directory of its own. Nobody may
    /// use this one's database at that moment.
    package func copy(_ name: String) async throws -> Stage {
        var admin = self
        admin.url = postgres.url(database: "template1")
        try await admin.sql("create database \(name) template postgres")
        return try withStateDirectory(name).with(database: postgres.url(database: name))
    }

    /// The stage for another worker: the same database, and a state directory of its own.
    package func withStateDirectory(_ name: String) throws -> Stage {
        let directory = path(of: name)
        guard mkdir(directory, 0o700) == 0 else { throw TemporaryFolder.Failure(errno: errno) }
        return with(["FACTEUR_STATE_DIRECTORY": directory])
    }

    /// The stage for a worker on another host: the same database, and a state directory of its own.
    package func on(_ host: HostNetwork.Host) throws -> Stage {
        var stage = try withStateDirectory(host.name)
        stage.binary.runner = host.runner
        return stage
    }

    /// Writes a secret into a file that its owner alone can read; its path.
    package func secret(_ word: String, in file: String = "secret") throws -> String {
        let path = try state.write(word, to: file)
        chmod(path, 0o600)
        return path
    }

    /// Where a file of a test's own may be.
    package func path(of name: String) -> String { state.path + "/" + name }

    /// Starts a worker and waits until it is ready.
    package func worker() async throws -> Running {
        let worker = try binary.start(["run"])
        _ = try await worker.line { $0.contains("\"event\":\"ready\"") }
        return worker
    }

    /// Runs `body` beside a worker, which is stopped gracefully afterwards.
    package func withWorker<Result>(_ body: (Running) async throws -> Result) async throws -> Result {
        let worker = try await worker()
        do {
            let result = try await body(worker)
            worker.send(SIGTERM)
            let end = await worker.end()
            guard end.code == 0 else { throw Failure("the worker ended with \(end.code): \(end.error)") }
            return result
        } catch {
            worker.send(SIGKILL)
            _ = await worker.end()
            throw error
        }
    }

    @discardableResult
    package func expectSuccess(_ arguments: String..., input: String = "") async throws -> Binary.Result {
        let result = try await binary.run(arguments, input: input)
        guard result.code == 0 else { throw Failure("facteur \(arguments): \(result.code) \(result.error)") }
        return result
    }

    /// Runs SQL as the database's owner; what it returns, a row a line.
    @discardableResult
    package func sql(_ statement: String) async throws -> [String] {
        let result = try await run(
            postgres.binaries + "/psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", url], statement)
        return result.split(separator: "\n").map(String.init)
    }

    /// The whole database as text, but for the rows of one table.
    package func dump(without table: String? = nil) async throws -> String {
        let options = table.map { ["--exclude-table-data", $0] } ?? []
        return try await run(postgres.binaries + "/pg_dump", options + [url], "")
    }

    private func run(_ program: String, _ arguments: [String], _ input: String) async throws -> String {
        // Of several hosts the one that is no standby.
        let environment = ["PGTARGETSESSIONATTRS": "read-write"]
        let running = try Running(
            executable: program, arguments: arguments, environment: environment, input: input)
        let result = await running.end()
        guard result.code == 0 else { throw Failure("\(program): \(result.error)") }
        return result.output
    }

    /// Waits until a condition holds; throws when it does not within the limit.
    package func wait(
        _ what: String, within limit: Duration = .seconds(60), until holds: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !holds() {
            guard ContinuousClock.now < deadline else { throw Failure("in vain was waited until \(what)") }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Something did not go as it must.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(_ description: String) { self.description = description }
    }
}
