import Foundation
import PrivatePostgres
import TestServers
import Testing

@Suite("The one line says what to do", .timeLimit(.minutes(3)))
struct HintTests {
    @Test("Who may not migrate is told who may; who has no password where to put it")
    func database() async throws {
        try await Stage.with { stage in
            try await stage.sql(
                "create role lesser login password 'p'; create role owner_of_mail; create database fresh;")
            let port = stage.postgres.port
            func run(_ url: String, _ command: String, _ more: [String: String] = [:]) async throws -> Binary.Result {
                try await stage.with(["FACTEUR_DATABASE_URL": url].merging(more) { $1 }).binary.run(command)
            }
            let fresh = try await run("postgresql://lesser:p@127.0.0.1:\(port)/fresh", "migrate")
            #expect(fresh.code == 78 && fresh.errorLines.count == 1, "\(fresh.error)")
            #expect(fresh.error.contains("lesser lacks rights"), "\(fresh.error)")
            #expect(
                fresh.error.contains("run it as a superuser, or as a user that may create a schema in fresh"),
                "\(fresh.error)")
            try await stage.sql("alter schema facteur owner to owner_of_mail")
            let upgrade = try await run("postgresql://lesser:p@127.0.0.1:\(port)/postgres", "migrate")
            #expect(upgrade.code == 78 && upgrade.errorLines.count == 1, "\(upgrade.error)")
            #expect(upgrade.error.contains("run it as owner_of_mail"), "\(upgrade.error)")
            let silent = try await run("postgresql://lesser@127.0.0.1:\(port)/postgres", "status", ["HOME": "/nowhere"])
            #expect(silent.code == 69 && silent.errorLines.count == 1, "\(silent.error)")
            for way in ["~/.pgpass", "PGSERVICE", "PGUSER"] { #expect(silent.error.contains(way), "\(silent.error)") }
            let wrong = try await run("postgresql://lesser:hunter2@127.0.0.1:\(port)/postgres", "status")
            #expect(
                wrong.code == 69 && wrong.error.contains("check the user (PGUSER) and the password"), "\(wrong.error)")
            #expect(!wrong.error.contains("hunter2"))
        }
    }

    @Test("Parameters come from a file, from a pipe that the shell names, or the line says why not")
    func parameters() async throws {
        try await Stage.with { stage in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let json = #"{"changes": ["Adresse"], "changed_at": "2026-11-25T13:05:00Z"}"#
            let file = try folder.write(json, to: "params.json")
            let arguments = ["enqueue", "account-updated", "camille@client.test", "--params-file"]
            let plain = try await stage.binary.run(arguments + [file])
            #expect(plain.code == 0, "\(plain.error)")
            let shell = try Running(
                executable: "/bin/bash",
                arguments: ["-c", #"exec "$0" "$@" <(cat "$PARAMS")"#, try Binary.path()] + arguments,
                environment: stage.binary.environment.merging(["PARAMS": file]) { $1 }, input: "")
            let piped = await shell.end()
            #expect(piped.code == 0, "\(piped.error)")
            // As sudo leaves it.
            let closed = try await stage.binary.run(arguments + ["/dev/fd/63"])
            #expect(closed.code == 1 && closed.errorLines.count == 1, "\(closed.error)")
            #expect(closed.error.contains("--params-file -"), "\(closed.error)")
            let folderGiven = try await stage.binary.run(arguments + [folder.path])
            #expect(folderGiven.code == 1 && folderGiven.error.contains("Is a directory"), "\(folderGiven.error)")
        }
    }
}
