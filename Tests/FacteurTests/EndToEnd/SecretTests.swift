import Catcher
import Glibc
import TestServers
import Testing

@testable import facteur

@Suite("Secrets", .timeLimit(.minutes(3)))
struct SecretTests {
    @Test("A reset link's token is nowhere but in the delivered mail")
    func canary() async throws {
        let canary = "canari5f1e7d20c9"
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_LOG_LEVEL": "debug", "FACTEUR_LOG_RECIPIENTS": "full",
                ])
                let worker = try await stage.worker()
                let enqueued = try await stage.expectSuccess(
                    "enqueue", "password-reset", "camille@client.test", "--params-file", "-",
                    input: #"{"link": "https://boutique.example/mdp?t=\#(canary)"}"#)
                let id = try #require(enqueued.outputLines.first)
                try await relay.mailbox.wait(for: 1)
                try await stage.wait("the outcome is stored") {
                    try await stage.sql("select facteur.message_state('\(id)')") == ["sent"]
                }
                let shown = try await stage.expectSuccess("show", id)
                worker.send(SIGTERM)
                let end = await worker.end()
                #expect(MailReader(try #require(relay.mailbox.mails.first).bytes).text?.contains(canary) == true)
                for (place, text) in [
                    ("log", end.output + end.error), ("show", shown.output + shown.error),
                    ("database", try await stage.dump()), ("enqueue", enqueued.output + enqueued.error),
                ] {
                    #expect(!text.contains(canary), "the token is in the \(place)")
                    #expect(!text.isEmpty)
                }
                #expect(end.output.contains("camille@client.test"))
            }
        }
    }

    @Test("A refused parameter is named and its value not repeated")
    func refusal() async throws {
        try await Stage.with { stage in
            for link in ["http://boutique.example/?t=canari", "ftp://canari"] {
                let result = try await stage.binary.run(
                    "enqueue", "password-reset", "camille@client.test", "--param", "link=\(link)")
                #expect(result.code == 1)
                #expect(result.errorLines.count == 1)
                #expect(result.error.contains("link"))
                #expect(!result.error.contains("canari"))
            }
        }
    }
}
