import Catcher
import Foundation
import FoundationNetworking
import TestServers
import Testing

@Suite("Several relays", .timeLimit(.minutes(5)))
struct SeveralRelaysTests {
    private func enqueue(_ count: Int, on stage: Stage, from first: Int = 1) async throws {
        try await stage.sql(
            """
            select facteur.enqueue('password-reset', 'r' || n || '@client.test', '{"link": "https://boutique.example/"}')
            from generate_series(\(first), \(first + count - 1)) n
            """)
    }

    private func stage(_ stage: Stage, _ ports: Int..., settings: [String: String] = [:]) -> Stage {
        stage.with(
            [
                "FACTEUR_SMTP_URL": ports.map { "smtp://127.0.0.1:\($0)" }.joined(separator: ","),
                "FACTEUR_SMTP_TLS": "none", "FACTEUR_SMTP_CONNECTIONS": "4",
            ].merging(settings) { $1 })
    }

    private func events(_ name: String, of worker: Running) -> [Substring] {
        worker.outputSoFar.split(separator: "\n").filter { $0.contains("\"event\":\"\(name)\"") }
    }

    /// Each recipient's mail was caught, and once.
    private func expectOnce(_ count: Int, in servers: CatchingServer...) {
        let recipients = servers.flatMap(\.mailbox.mails).flatMap(\.recipients)
        #expect(recipients.count == count)
        #expect(Set(recipients).count == count)
    }

    @Test("One that hangs after the dot keeps its four messages; the other takes all else, and at last those (S13)")
    func hanging() async throws {
        try await CatchingServer.running(conduct: Script([Rule(at: .dot, do: [.hang])])) { hanging in
            try await CatchingServer.running { healthy in
                try await Stage.with { stage in
                    let stage = self.stage(
                        stage, hanging.port, healthy.port, settings: ["FACTEUR_SMTP_WEIGHTS": "1,1"])
                    try await enqueue(40, on: stage)
                    try await stage.withWorker { worker in
                        try await healthy.mailbox.wait(for: 36)
                        #expect(hanging.tally.connections == 4)
                        // Its connections are reset: the four are in doubt, and go again by the other.
                        await hanging.stop()
                        try await healthy.mailbox.wait(for: 40)
                        #expect(events("in_doubt", of: worker).count == 4)
                    }
                    expectOnce(40, in: healthy)
                    #expect(hanging.mailbox.count == 0)
                }
            }
        }
    }

    @Test("One that refuses connections costs no attempt; when the other dies too, the first is found to be back (S14)")
    func refusing() async throws {
        let port = try FreePort.next()
        // The database is started first, or it would inherit the socket and keep the stopped relay's port open.
        try await Stage.with { stage in
            try await CatchingServer.running { spare in
                let stage = self.stage(stage, port, spare.port)
                try await enqueue(40, on: stage)
                try await stage.withWorker { worker in
                    try await spare.mailbox.wait(for: 40)
                    try await stage.wait("all outcomes are stored") { events("sent", of: worker).count == 40 }
                    #expect(events("relay_down", of: worker).count == 1)
                    #expect(events("relay_down", of: worker).allSatisfy { $0.contains("127.0.0.1:\(port)") })
                    #expect(events("deferred", of: worker).isEmpty)
                    let line = try await worker.line { $0.contains("\"event\":\"listening\"") }
                    let admin = try #require(line.firstMatch(of: /"port":(\d+)/)?.1)
                    let (text, ready) = try await URLSession.shared.data(
                        from: try #require(URL(string: "http://127.0.0.1:\(admin)/readyz")))
                    #expect((ready as? HTTPURLResponse)?.statusCode == 200)
                    #expect(String(decoding: text, as: UTF8.self).contains("127.0.0.1:\(port)"))
                    let (metrics, _) = try await URLSession.shared.data(
                        from: try #require(URL(string: "http://127.0.0.1:\(admin)/metrics")))
                    let gauges = String(decoding: metrics, as: UTF8.self).split(separator: "\n")
                        .filter { $0.hasPrefix("facteur_relay_up{") }
                    #expect(gauges.contains { $0.contains("\"127.0.0.1:\(port)\"") && $0.hasSuffix(" 0") }, "\(gauges)")
                    #expect(gauges.contains { $0.contains("\"127.0.0.1:\(spare.port)\"") && $0.hasSuffix(" 1") })

                    let first = try await CatchingServer.start(port: port)
                    await spare.stop()
                    try await enqueue(40, on: stage, from: 41)
                    try await first.mailbox.wait(for: 40)
                    #expect(events("relay_up", of: worker).contains { $0.contains("127.0.0.1:\(port)") })
                    await first.stop()
                    expectOnce(80, in: spare, first)
                }
            }
        }
    }

    @Test("One that answers 421 to every second connection loses nothing and takes no attempt (S14)")
    func everySecond() async throws {
        let script = Script([Rule(at: .greeting, .every(2), do: [.reply(421, "4.3.2 too many connections")])])
        try await CatchingServer.running(conduct: script) { relay in
            try await Stage.with { stage in
                let stage = self.stage(stage, relay.port, settings: ["FACTEUR_SMTP_MESSAGES_PER_CONNECTION": "3"])
                try await enqueue(60, on: stage)
                try await stage.withWorker { worker in
                    try await relay.mailbox.wait(for: 60)
                    try await stage.wait("all outcomes are stored") { events("sent", of: worker).count == 60 }
                    #expect(events("sent", of: worker).allSatisfy { $0.contains("\"attempt\":1,") })
                }
                expectOnce(60, in: relay)
            }
        }
    }
}
