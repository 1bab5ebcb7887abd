import Catcher
import Foundation
import PrivatePostgres
import TestServers
import Testing

@Suite("The operator's page of a real worker", .timeLimit(.minutes(5)))
struct OperatorPageTests {
    /// The page's address, once the worker says where it listens.
    static func address(of worker: Running) async throws -> String {
        let line = try await worker.line { $0.contains("\"event\":\"listening\"") }
        let port = try #require(line.firstMatch(of: /"port":"?(\d+)/)?.1)
        return "http://127.0.0.1:\(port)/"
    }

    @Test("What was sent and what was refused is told within seconds, with no address; and that the database is gone")
    func told() async throws {
        let script = Script([Rule(at: .rcpt, .every(2), do: [.reply(550, "5.1.1 <marie@client.test>: User unknown")])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay).with([
                    "FACTEUR_SMTP_CONNECTIONS": "2", "FACTEUR_SMTP_RESERVED_FOR_TRANSACTIONAL": "1",
                ])
                for number in 1...4 {
                    try await stage.expectSuccess(
                        "enqueue", "password-reset", "marie\(number)@client.test", "--param",
                        "link=https://boutique.example/?jeton=CANARI")
                }
                let worker = try await stage.worker()
                let page = try await Self.address(of: worker)
                var body = ""
                try await stage.wait("the page has counted all") {
                    body = try await HTTPAnswer.of(page).body
                    return body.contains("2\u{A0}remis, 2\u{A0}échoués")
                }
                #expect(body.contains("550 5.1.1 &lt;m***@client.test&gt;: User unknown"))
                #expect(body.contains("m***@client.test"))
                #expect(!body.contains("marie"))
                #expect(!body.contains("CANARI"))
                #expect(body.contains("127.0.0.1:\(relay.port)"))

                await stage.postgres.stop(.immediate)
                try await stage.wait("the page says that the database is away") {
                    body = try await HTTPAnswer.of(page).body
                    return body.contains("La base de données ne répond pas")
                }
                #expect(body.contains("2\u{A0}remis, 2\u{A0}échoués"))
                worker.send(SIGKILL)
                _ = await worker.end()
            }
        }
    }
}
