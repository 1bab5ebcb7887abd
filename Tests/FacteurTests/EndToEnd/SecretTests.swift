import Catcher
import Foundation
import Glibc
import MailReading
import PrivatePostgres
import TestServers
import Testing

@testable import facteur

/// Follows words that nobody may find through everything that is kept, said or shown.
@Suite("Secrets", .timeLimit(.minutes(5)))
struct SecretTests {
    /// In the links.
    private static let token = "canari5f1e7d20c9"
    /// The passwords of the relay and of the database.
    private static let relayPassword = "serin8a41c0b3e6"
    private static let databasePassword = "bouvreuil27d9f4"
    private static let words = [token, relayPassword, databasePassword]

    private static let link = "https://boutique.example/mdp?t=\(token)"

    /// A relay that says again what it was sent: the link, the token alone, and the token torn over two lines.
    private static let parrot = Script([
        Rule(at: .dot, where: { $0.recipient == "refused@client.test" }, do: [.reply(554, "5.7.1 \(link) is spam")]),
        Rule(at: .dot, where: { $0.recipient == "deferred@client.test" }, do: [.reply(451, "4.7.1 later: \(token)")]),
        Rule(
            at: .dot, where: { $0.recipient == "torn@client.test" },
            do: [.reply(554, "5.7.1 \(token.prefix(8))\n5.7.1 \(token.dropFirst(8)) is spam")]),
        Rule(
            at: .dot, .first(1), where: { $0.recipient == "doubt@client.test" },
            do: [.keep, .raw(Array("what is \(token)?\r\n".utf8))]),
    ])

    private func expectSilence(_ text: String, of words: [String] = words, _ place: String) {
        #expect(!text.isEmpty, "\(place) says nothing at all")
        for word in words {
            let isHeard = text.lowercased().contains(word) || text.contains(Data(word.utf8).base64EncodedString())
            #expect(!isHeard, "\(word) is in \(place)")
        }
    }

    /// The stage with a login for the relay and for the database, a word of its own each.
    private func locked(_ stage: Stage, _ relay: CatchingServer) async throws -> Stage {
        try await stage.sql("create role courrier login superuser password '\(Self.databasePassword)'")
        return stage.with(relay: relay).with([
            "FACTEUR_DATABASE_URL": "postgresql://courrier@127.0.0.1:\(stage.postgres.port)/postgres",
            "FACTEUR_DATABASE_PASSWORD_FILE": try stage.secret(Self.databasePassword, in: "database"),
            "FACTEUR_SMTP_USERNAME": "facteur",
            "FACTEUR_SMTP_PASSWORD_FILE": try stage.secret(Self.relayPassword, in: "relay"),
            "FACTEUR_LOG_LEVEL": "debug", "FACTEUR_LOG_RECIPIENTS": "full",
        ])
    }

    private func enqueue(_ recipient: String, on stage: Stage) async throws -> String {
        let result = try await stage.expectSuccess(
            "enqueue", "password-reset", "\(recipient)@client.test", "--params-file", "-",
            input: #"{"link": "\#(Self.link)"}"#)
        expectSilence(result.output + result.error, "enqueue")
        return try #require(result.outputLines.first)
    }

    @Test("A reset link's token and the passwords are nowhere but where they must be, whatever becomes of the message")
    func canary() async throws {
        var options = SessionOptions()
        options.login = SessionOptions.Login(username: "facteur", password: Self.relayPassword)
        try await CatchingServer.running(options: options, conduct: Self.parrot) { relay in
            try await Stage.with { stage in
                let stage = try await locked(stage, relay)
                var ids: [String: String] = [:]
                for name in ["sent", "refused", "deferred", "torn", "doubt", "template", "cancelled"] {
                    ids[name] = try await enqueue(name, on: stage)
                }
                let (template, cancelled) = (try #require(ids["template"]), try #require(ids["cancelled"]))
                try await stage.expectSuccess("cancel", cancelled)
                // What no producer can enqueue, and the renderer refuses.
                try await stage.sql(
                    """
                    update facteur.message_secret set parameters = '{"link": "ftp://boutique.example/\(Self.token)"}'
                    where id = '\(template)'
                    """)
                try await expectSecretsApart(stage)

                let tail = try stage.binary.start(["tail"])
                let worker = try await stage.worker()
                try await stage.wait("every message has had an outcome") {
                    try await stage.sql("select count(distinct message) from facteur.delivery") == ["6"]
                }
                for (name, state) in ["sent": "sent", "refused": "failed", "torn": "failed", "template": "failed"] {
                    let id = try #require(ids[name])
                    #expect(try await stage.sql("select facteur.message_state('\(id)')") == [state], "\(name)")
                }
                for (name, id) in ids {
                    let shown = try await stage.expectSuccess("show", id)
                    expectSilence(shown.output + shown.error, "show of \(name)")
                    let json = try await stage.expectSuccess("show", id, "--json")
                    expectSilence(json.output, "show --json of \(name)")
                }
                let status = try await stage.expectSuccess("status", "--json")
                expectSilence(status.output, "status")
                expectSilence(try await metrics(of: worker), "the metrics")
                try expectSilence(FileManager.default.text(at: stage.path(of: "journal")), "the journal")
                try expectClosed(worker)
                try await expectSecretsApart(stage)
                tail.send(SIGINT)
                expectSilence(await tail.end().output, "tail")

                worker.send(SIGTERM)
                let end = await worker.end()
                expectSilence(end.output + end.error, "the log")
                #expect(end.output.contains("deferred@client.test") && end.output.contains("[secret]"))
                let mails = relay.mailbox.mails.map { MailReader($0.bytes) }
                #expect(mails.contains { $0.text?.contains(Self.token) == true })

                // The one in doubt may have gone again by now, and so have ended.
                try await stage.sql("select facteur.cancel(id) from facteur.message")
                expectSilence(try await stage.dump(), "the database")
                expectSilence(try serverLog(stage), of: [Self.token, Self.relayPassword], "the database's log")
            }
        }
    }

    /// While messages wait, their secrets are in one table, and in no statement that the server shows.
    private func expectSecretsApart(_ stage: Stage) async throws {
        expectSilence(try await stage.dump(without: "facteur.message_secret"), "a table beside message_secret")
        #expect(try await stage.dump().contains(Self.token))
        let statements = try await stage.sql("select query from pg_stat_activity where pid <> pg_backend_pid()")
        for word in Self.words { #expect(!statements.contains { $0.contains(word) }) }
    }

    private func metrics(of worker: Running) async throws -> String {
        let line = try await worker.line { $0.contains("\"event\":\"listening\"") }
        let port = try #require(line.firstMatch(of: /"port":([0-9]+)/)?.1)
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/metrics"))
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }

    /// What the system lets others see of the process, and what a crash would leave of it.
    private func expectClosed(_ worker: Running) throws {
        let process = "/proc/\(worker.processID)"
        for file in ["cmdline", "environ"] {
            expectSilence(try FileManager.default.text(at: "\(process)/\(file)"), file)
        }
        let limits = try FileManager.default.text(at: "\(process)/limits").split(separator: "\n")
        let core = limits.first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        #expect(try FileManager.default.text(at: "\(process)/coredump_filter").allSatisfy { "0\n".contains($0) })
    }

    private func serverLog(_ stage: Stage) throws -> String {
        try FileManager.default.text(at: stage.postgres.folder + "/server.log")
    }

    @Test("A refused parameter is named and its value not repeated, to the producer or in the database's log")
    func refusal() async throws {
        try await Stage.with { stage in
            for link in ["http://boutique.example/?t=\(Self.token)", "ftp://\(Self.token)"] {
                let result = try await stage.binary.run(
                    "enqueue", "password-reset", "camille@client.test", "--param", "link=\(link)")
                #expect(result.code == 1)
                #expect(result.errorLines.count == 1)
                #expect(result.error.contains("link"))
                expectSilence(result.error, "the refusal")
            }
            expectSilence(try serverLog(stage), "the database's log")
        }
    }
}

extension FileManager {
    /// A file's content, zeros made into spaces; also of a file whose size the system doesn't tell.
    fileprivate func text(at path: String) throws -> String {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let bytes = try handle.readToEnd() ?? Data()
        try handle.close()
        return String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
}
