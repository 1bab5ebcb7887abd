import Catcher
import TestServers
import Testing

@Suite("Relays by name", .timeLimit(.minutes(5)))
struct NamedRelaysTests {
    private func stage(_ stage: Stage, main: Int, news: Int, _ settings: [String: String] = [:]) -> Stage {
        stage.with(
            [
                "FACTEUR_SMTP_RELAYS_URL": "main=smtp://127.0.0.1:\(main), news=smtp://127.0.0.1:\(news)",
                "FACTEUR_SMTP_RELAYS_SERVES": "news=bulk", "FACTEUR_SMTP_TLS": "none",
            ].merging(settings) { $1 })
    }

    private func resets(_ count: Int, on stage: Stage) async throws {
        try await stage.sql(
            """
            select facteur.enqueue('password-reset', 'r' || n || '@client.test', '{"link": "https://boutique.example/"}')
            from generate_series(1, \(count)) n
            """)
    }

    /// An issue of the newsletter to so many readers.
    private func newsletter(_ readers: Int, on stage: Stage) async throws {
        try await stage.sql(
            """
            select facteur.subscribe('l' || n || '@client.test', 'lettre') from generate_series(1, \(readers)) n;
            select facteur.create_newsletter('lettre', '{"subject": "Une", "text": "Deux", "html": "<p>Deux</p>"}')
            """)
    }

    private func events(_ name: String, of worker: Running) -> [Substring] {
        worker.outputSoFar.split(separator: "\n").filter { $0.contains("\"event\":\"\(name)\"") }
    }

    @Test(
        "The newsletter's relay being down stops no reset; status and log name it; back again it has the newsletter (S13)"
    )
    func down() async throws {
        let port = try FreePort.next()
        try await Stage.with { stage in
            try await CatchingServer.running { main in
                let stage = self.stage(stage, main: main.port, news: port)
                try await newsletter(20, on: stage)
                try await stage.withWorker { worker in
                    let line = try await worker.line { $0.contains("\"event\":\"relay_down\"") }
                    #expect(line.contains("\"relay\":\"news (127.0.0.1:\(port))\""), "\(line)")
                    try await resets(30, on: stage)
                    try await main.mailbox.wait(for: 30)
                    try await stage.wait("the database knows which relay is down") {
                        try await stage.sql("select relay from facteur.relay_outage") == ["news (127.0.0.1:\(port))"]
                    }
                    #expect(try await stage.expectSuccess("status").output.contains("news (127.0.0.1:\(port))"))
                    let news = try await CatchingServer.start(port: port)
                    // Those that found it down rest as their kind says, a minute or more.
                    try await news.mailbox.wait(for: 12)
                    #expect(main.mailbox.count == 30)
                    await news.stop()
                }
            }
        }
    }

    @Test("A quota outlives its worker and is shared by all; resets go on meanwhile")
    func quota() async throws {
        try await CatchingServer.running { main in
            try await CatchingServer.running { news in
                try await Stage.with { stage in
                    let stage = self.stage(
                        stage, main: main.port, news: news.port, ["FACTEUR_SMTP_RELAYS_PER_DAY": "news=12"])
                    try await newsletter(30, on: stage)
                    try await stage.withWorker { _ in try await news.mailbox.wait(for: 5) }
                    let first = news.mailbox.count
                    let other = try stage.withStateDirectory("other")
                    try await stage.withWorker { one in
                        try await other.withWorker { two in
                            try await news.mailbox.wait(for: 12)
                            try await stage.wait("somebody says that the quota is used up") {
                                !(events("quota_spent", of: one) + events("quota_spent", of: two)).isEmpty
                            }
                            try await resets(10, on: stage)
                            try await main.mailbox.wait(for: 10)
                        }
                    }
                    #expect(first <= 12 && news.mailbox.count == 12)
                    #expect(try await stage.sql("select sum(taken) from facteur.relay_quota") == ["12"])
                    #expect(try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'") == ["22"])
                    #expect(
                        try await stage.sql("select count(*) from facteur.delivery where outcome <> 'sent'") == ["0"])
                }
            }
        }
    }

    @Test("A kind that no relay serves stops the start with exit 78, naming it and its lane")
    func unserved() async throws {
        try await Stage.with { stage in
            let stage = self.stage(
                stage, main: 1, news: 2, ["FACTEUR_SMTP_RELAYS_SERVES": "news=bulk,main=password-reset"])
            let result = try await stage.binary.run(["run"])
            #expect(result.code == 78)
            #expect(
                result.error.contains(
                    "setting smtp.relays: no relay serves the kind registration, lane transactional: write"))
            #expect(!result.error.contains("password-reset,"))
        }
    }

    @Test("The doctor tries each relay under its name")
    func doctor() async throws {
        let port = try FreePort.next()
        try await Stage.with { stage in
            try await CatchingServer.running { main in
                let stage = self.stage(stage, main: main.port, news: port)
                let result = try await stage.binary.run(["doctor"])
                let lines = (result.output + result.error).split(separator: "\n")
                let good = lines.filter { $0.contains("relay main smtp://127.0.0.1:\(main.port)") }
                let bad = lines.filter { $0.contains("relay news smtp://127.0.0.1:\(port)") }
                #expect(good.count > 1 && good.allSatisfy { $0.hasPrefix("ok") }, "\(lines)")
                #expect(bad.contains { $0.hasPrefix("failing") && $0.contains("TCP") }, "\(bad)")
                #expect(result.code != 0)
            }
        }
    }
}
