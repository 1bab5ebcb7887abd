import Glibc
import Postgres
import PrivatePostgres

/// A migrated database of a test's own, on a server that all tests of this process share and that ends with it.
package struct TestDatabase: Sendable {
    package let name: String
    /// As the server's superuser.
    package let url: String
    /// Where `psql` and `pg_dump` are.
    package let binaries: String

    package var settings: DatabaseSettings { DatabaseSettings(url: url, applicationName: "test \(name)") }

    /// A fresh copy of the migrated template. `isMigrated: false` for an empty database.
    package static func make(isMigrated: Bool = true) async throws -> TestDatabase {
        try await Cluster.shared.makeDatabase(isMigrated ? "template facteur_template" : "template template0")
    }

    /// A copy of it, with the statistics that it has. Nobody may be connected to it.
    package func copy() async throws -> TestDatabase {
        try await Cluster.shared.makeDatabase("template \(name) strategy file_copy")
    }

    /// One whose letters and their order are those of a locale of the system, `C` for one that knows ASCII alone.
    package static func make(locale: String) async throws -> TestDatabase {
        let database = try await Cluster.shared.makeDatabase(
            "template template0 lc_collate '\(locale)' lc_ctype '\(locale)'")
        _ = try await Migrator(database.settings).migrate()
        return database
    }

    /// Runs SQL with psql; its output, a row a line, fields split by `|`. Throws what psql complains about.
    @discardableResult
    package func psql(_ sql: String) throws -> String {
        try run("\(binaries)/psql --no-psqlrc -v ON_ERROR_STOP=1 -qAt '\(url)' -f -", input: sql)
    }

    /// Everything in the database, as SQL.
    package func dump() throws -> String { try run("\(binaries)/pg_dump '\(url)'", input: "") }
}

/// The one server of this process.
private actor Cluster {
    static let shared = Cluster()
    private var server: Task<PrivatePostgres, any Error>?
    private var count = 0

    func makeDatabase(_ options: String) async throws -> TestDatabase {
        count += 1
        let name = "test_\(count)"
        let server = try await started()
        let admin = TestDatabase(name: "postgres", url: server.url(), binaries: server.binaries)
        try admin.psql("create database \(name) \(options)")
        return TestDatabase(name: name, url: server.url(database: name), binaries: server.binaries)
    }

    private func started() async throws -> PrivatePostgres {
        if let server { return try await server.value }
        let starting = Task {
            let server = try await PrivatePostgres(folder: makeTemporaryFolder("tests"), isTemporary: true)
            let admin = TestDatabase(name: "postgres", url: server.url(), binaries: server.binaries)
            try admin.psql("create database facteur_template template template0")
            let url = server.url(database: "facteur_template")
            _ = try await Migrator(DatabaseSettings(url: url)).migrate()
            return server
        }
        server = starting
        return try await starting.value
    }
}

/// What a program complained about.
package struct ProgramError: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

/// Runs a command of the shell; its output, or its complaint as an error.
package func run(_ command: String, input: String) throws -> String {
    let folder = try makeTemporaryFolder("run")
    defer {
        unlink(folder + "/input")
        rmdir(folder)
    }
    guard let file = fopen(folder + "/input", "w") else { throw ProgramError(description: "no space in /tmp") }
    fputs(input, file)
    fclose(file)
    guard let pipe = popen("{ \(command) ; } 2>&1 <\(folder)/input", "r") else {
        throw ProgramError(description: "no shell")
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
        let count = fread(&buffer, 1, buffer.count, pipe)
        guard count > 0 else { break }
        output += buffer[..<count]
    }
    let text = String(decoding: output, as: UTF8.self)
    guard pclose(pipe) == 0 else { throw ProgramError(description: text) }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
}
