import Catcher
import TestServers
import Testing

@Suite("The status during a relay's outage", .timeLimit(.minutes(5)))
struct RelayOutageTests {
    @Test("Says which relay is down since when and why, in text and JSON, and no more once it is back (S14)")
    func status() async throws {
        let port = try FreePort.next()
        try await Stage.with { stage in
            let stage = stage.with([
                "FACTEUR_SMTP_URL": "smtp://127.0.0.1:\(port)", "FACTEUR_SMTP_TLS": "none",
            ])
            for number in 1...4 {
                try await stage.expectSuccess(
                    "enqueue", "password-reset", "a\(number)@client.test", "--param", "link=https://boutique.example/")
            }
            try await stage.withWorker { worker in
                _ = try await worker.line { $0.contains("\"event\":\"relay_down\"") }
                try await stage.wait("the worker says that its relay is down") {
                    try await stage.sql("select count(*) from facteur.relay_outage") == ["1"]
                }
                // From any machine: the command asks the database alone.
                let text = try await stage.expectSuccess("status").output
                let words = text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
                #expect(text.hasPrefix("look here: relay 127.0.0.1:\(port) is down"), "\(text)")
                #expect(words.contains("relay down: 127.0.0.1:\(port) since "), "\(text)")
                #expect(words.contains("nothing answers at the relay's address"), "\(text)")
                #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
                let json = try await stage.expectSuccess("status", "--json").output
                for member in ["down_since", "reason", "reported_by"] {
                    #expect(json.contains("\"\(member)\" : "), "\(json)")
                }

                let relay = try await CatchingServer.start(port: port)
                try await relay.mailbox.wait(for: 4)
                try await stage.wait("the status forgets the outage") {
                    try await !stage.expectSuccess("status", "--json").output.contains("down_since")
                }
                #expect(relay.tally.commands["noop"] == 1)
                await relay.stop()
            }
        }
    }
}
