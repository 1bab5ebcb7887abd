import Catcher
import Glibc
import PrivatePostgres
import TestServers
import Testing

@testable import facteur

@Suite("The operator's commands", .timeLimit(.minutes(5)))
struct OperatorTests {
    private let link = ["--param", "link=https://boutique.example/mdp?t=canari"]

    private func enqueue(_ recipient: String, on stage: Stage) async throws -> String {
        let result = try await stage.binary.run(["enqueue", "password-reset", recipient] + link)
        return try #require(result.outputLines.first, "\(result.error)")
    }

    @Test("A message is shown, cancelled, and then no more to be cancelled; the rest of the list is done all the same")
    func cancel() async throws {
        try await Stage.with { stage in
            let (first, second) = (
                try await enqueue("a@client.test", on: stage), try await enqueue("b@client.test", on: stage)
            )
            let waiting = try await stage.expectSuccess("show", first)
            #expect(waiting.output.contains("It waits: no worker runs"))
            #expect(!waiting.output.contains("canari"))
            #expect(try await stage.expectSuccess("cancel", first).output == "\(first) cancelled\n")
            let again = try await stage.binary.run("cancel", first, second)
            #expect(again.code == 1)
            #expect(again.output == "\(second) cancelled\n")
            #expect(again.errorLines.count == 1 && again.error.hasPrefix("facteur: \(first): "), "\(again.error)")
            #expect(try await stage.expectSuccess("show", first, "--json").output.contains("\"state\" : \"cancelled\""))
        }
    }

    @Test("What is paused waits and is told as paused; when it is resumed it goes out; a tail sees it")
    func pause() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                #expect(try await stage.expectSuccess("pause", "password-reset").output == "password-reset is paused\n")
                let nobody = try await stage.binary.run("pause", "nobody")
                #expect(nobody.code == 1)
                try await stage.withWorker { _ in
                    _ = try await enqueue("a@client.test", on: stage)
                    try await stage.expectSuccess(
                        "enqueue", "registration", "b@client.test", "--param", "link=https://boutique.example/")
                    try await relay.mailbox.wait(for: 1)
                    let status = try await stage.expectSuccess("status").output
                    #expect(status.contains("paused: password-reset by "))
                    let tail = try stage.binary.start(["tail", "--kind", "password-reset"])
                    // Its first look at the log is a statement of its own, and `status` asks for none like the second.
                    try await stage.wait("the tail looks") {
                        try await stage.sql(
                            "select count(*) from pg_stat_activity where application_name = 'facteur' and query like '%facteur.delivery d join facteur.message m%'"
                        ) != ["0"]
                    }
                    #expect(
                        try await stage.expectSuccess("resume", "password-reset").output == "password-reset goes on\n")
                    let line = try await tail.line { $0.contains("a***@client.test") }
                    #expect(line.contains("sent") && line.contains("250"))
                    tail.send(SIGINT)
                    _ = await tail.end()
                }
                #expect(relay.mailbox.count == 2)
            }
        }
    }

    @Test("A message in doubt is held for a person, who resolves it")
    func resolve() async throws {
        let script = Script([Rule(at: .dot, .always, do: [.keep, .reset])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.sql(
                    """
                    select facteur.subscribe('camille@client.test', 'lettre');
                    select facteur.create_newsletter('lettre', '{"subject": "Une", "text": "Deux", "html": "<p>Deux</p>"}')
                    """)
                try await stage.withWorker { _ in
                    try await stage.wait("the message is in doubt") {
                        try await stage.sql("select count(*) from facteur.in_doubt") == ["1"]
                    }
                }
                let id = try #require(try await stage.sql("select id from facteur.in_doubt").first)
                let shown = try await stage.expectSuccess("show", id)
                #expect(shown.output.contains("facteur resolve \(id) --sent or --resend"))
                #expect(try await stage.expectSuccess("resolve", id, "--sent").output == "\(id) counts as sent\n")
                #expect(try await stage.sql("select facteur.message_state('\(id)')") == ["sent"])
                #expect(try await stage.binary.run("resolve", id, "--resend").code == 1)
            }
        }
    }

    @Test("A suppressed address gets nothing, until it is unsuppressed")
    func suppress() async throws {
        try await Stage.with { stage in
            let suppressed = try await stage.expectSuccess("suppress", "A@client.test")
            #expect(suppressed.output == "A@client.test is suppressed\n")
            #expect(try await stage.expectSuccess("suppress", "a@client.test").output.contains("already"))
            #expect(try await stage.expectSuccess("unsuppress", "a@client.test").output.contains("gets mail again"))
            #expect(try await stage.binary.run("suppress", "nobody").code == 1)
        }
    }

    @Test("A bad evening's suppressions are counted, end only when that is said, and are told with their end")
    func unsuppressMany() async throws {
        try await Stage.with { stage in
            try await stage.sql(
                """
                insert into facteur.suppression (address, scope, reason, source, confirmed_at)
                    select 'a' || n || '@orange.fr', 'all', 'refused for good: 550 5.1.1', 'worker', now() from generate_series(1, 4) n
                """)
            try await stage.expectSuccess("suppress", "b@orange.fr", "--reason", "asked by phone")
            let list = try await stage.expectSuccess("suppress").outputLines
            #expect(list.filter { !$0.hasPrefix(" ") }.count == 5 && list.filter { $0.contains(", until ") }.count == 4)
            #expect(list.filter { $0.hasSuffix(", for good, by postgres: asked by phone") }.count == 1, "\(list)")
            #expect(list.allSatisfy { $0.count <= 80 })
            let filter = ["unsuppress", "--domain", "orange", "--source", "worker", "--since", "2026-01-01"]
            let asked = try await stage.binary.run(filter)
            #expect(asked.code == 64 && asked.errorLines.count == 1 && asked.error.contains("--yes"), "\(asked.error)")
            #expect(asked.output == "suppressions that are meant: 4 (4 by worker)\n")
            #expect(try await stage.sql("select count(*) from facteur.suppression") == ["5"])
            let done = try await stage.binary.run(filter + ["--yes"])
            #expect(done.code == 0 && done.outputLines.last == "ended: 4")
            #expect(try await stage.sql("select address from facteur.suppression") == ["b@orange.fr"])
            let none = try await stage.binary.run(filter)
            #expect(none.code == 0 && none.output == "no suppression is meant\n")
            for wrong in [
                ["unsuppress"], ["unsuppress", "a@b.test", "--domain", "b.test"], ["unsuppress", "--yes"],
                ["unsuppress", "--since", "hier"],
            ] {
                #expect(try await stage.binary.run(wrong).code == 64, "\(wrong)")
            }
        }
    }

    @Test("Rights that are missing are named by doctor and mended by migrate")
    func rights() async throws {
        try await Stage.with { stage in
            let stage = stage.with(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:1", "FACTEUR_SMTP_TLS": "none"])
            #expect(try await stage.binary.run("doctor").output.contains("ok       rights\n"))
            try await stage.sql("revoke execute on function facteur.enqueue from facteur_producer")
            let line = "facteur_producer lacks execute on enqueue"
            let doctor = try await stage.binary.run("doctor")
            #expect(
                doctor.output.contains("failing  rights: \(line): run `facteur migrate` as the schema's owner\n"),
                "\(doctor.output)")
            #expect(try await stage.expectSuccess("migrate").output.hasPrefix("mended: \(line)\n"))
            #expect(try await stage.binary.run("doctor").output.contains("ok       rights\n"))
        }
    }

    @Test("Doctor says what is wrong, each on a line, with the exit code of the worst")
    func doctor() async throws {
        try await Stage.with { stage in
            let stage = stage.with(["FACTEUR_SMTP_URL": "smtp://127.0.0.1:1", "FACTEUR_SMTP_TLS": "none"])
            let relay = try await stage.binary.run("doctor")
            #expect(relay.code == 69, "\(relay.output)")
            #expect(relay.output.contains("ok       schema\n"))
            #expect(relay.output.contains("failing  relay smtp://127.0.0.1:1 TCP: nothing answers at 127.0.0.1 port 1"))
            try await stage.sql("create database empty")
            let schema = try await stage.with(["FACTEUR_DATABASE_URL": stage.postgres.url(database: "empty")])
                .binary.run("doctor")
            #expect(schema.code == 78)
            #expect(schema.output.contains("failing  schema: database: the schema is missing: run `facteur migrate`"))
        }
    }

    @Test("Migrating twice is harmless; the SQL can be printed without a database")
    func migrate() async throws {
        try await Stage.with { stage in
            let again = try await stage.expectSuccess("migrate")
            #expect(again.output.contains("the schema is up to date"))
            let sql = try await Binary().run("migrate", "--print")
            #expect(sql.code == 0)
            #expect(sql.output.contains("create function facteur.enqueue"))
        }
    }
}
