import Catcher
import Foundation
import Glibc
import PrivatePostgres
import Replies
import TestServers
import Testing

@testable import facteur

@Suite("The table of replies of a running worker", .timeLimit(.minutes(5)))
struct ReplyReloadTests {
    private static let catchAll = """
        - code: 4xx
          blame: recipient
          action: retry
          sentence: later
          examples:
            - rcpt: 450 Later
        - code: 5xx
          blame: recipient
          action: fail
          sentence: never
          examples:
            - rcpt: 550 Never
        """

    @Test("SIGHUP brings a good table into force and refuses a faulty one; the worker lives through both (P3)")
    func reload() async throws {
        let script = Script([Rule(at: .rcpt, .always, do: [.reply(550, "5.1.1 User unknown")])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "replies.yaml")
                let stage = stage.with(relay: relay).with(["FACTEUR_SMTP_REPLIES_FILE": path])
                try ReplyFile.embedded.write(toFile: path, atomically: true, encoding: .utf8)
                try await stage.withWorker { worker in
                    try "- code: 4xx\n  action: later\n".write(toFile: path, atomically: true, encoding: .utf8)
                    worker.send(SIGHUP)
                    _ = try await worker.line { $0.contains("replies.yaml, line 2: action:") }
                    _ = try await worker.line { $0.contains("replies.yaml, line 1: a row without sentence") }
                    try await enqueue("dead@client.test", on: stage)
                    _ = try await worker.line { $0.contains("\"event\":\"failed\"") }
                    #expect(try await suppressed(on: stage) == ["dead@client.test"])

                    try Self.catchAll.write(toFile: path, atomically: true, encoding: .utf8)
                    worker.send(SIGHUP)
                    _ = try await worker.line { $0.contains("2 rows are in force") }
                    try await enqueue("other@client.test", on: stage)
                    try await stage.wait("the second has failed") {
                        try await stage.sql("select count(*) from facteur.ended where outcome = 'failed'") == ["2"]
                    }
                    #expect(try await suppressed(on: stage) == ["dead@client.test"])
                }
            }
        }
    }

    @Test("A start with a faulty table is exit code 78 with every fault; doctor says the same (P3)")
    func faultyStart() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "replies.yaml")
                let stage = stage.with(relay: relay).with(["FACTEUR_SMTP_REPLIES_FILE": path])
                let missing = try await stage.binary.run("run")
                #expect(missing.code == 78 && missing.error.contains("smtp.repliesFile"), "\(missing.error)")
                try "- code: 4xx\n  action: later\n".write(toFile: path, atomically: true, encoding: .utf8)
                let faulty = try await stage.binary.run("run")
                #expect(faulty.code == 78)
                #expect(faulty.errorLines.count > 3 && faulty.error.contains("line 2: action"), "\(faulty.error)")
                let doctor = try await stage.binary.run("doctor")
                #expect(doctor.code == 78 && doctor.output.contains("failing  replies: "), "\(doctor.output)")
                try Self.catchAll.write(toFile: path, atomically: true, encoding: .utf8)
                let mended = try await stage.binary.run("doctor")
                #expect(mended.output.contains("ok       replies: \(path), 2 rows\n"), "\(mended.output)")
            }
        }
    }

    private func enqueue(_ recipient: String, on stage: Stage) async throws {
        try await stage.expectSuccess(
            "enqueue", "password-reset", recipient, "--param", "link=https://boutique.example/mdp")
    }

    private func suppressed(on stage: Stage) async throws -> [String] {
        try await stage.sql("select address from facteur.suppression order by 1")
    }
}
