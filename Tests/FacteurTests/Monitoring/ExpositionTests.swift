import Catcher
import Foundation
import FoundationNetworking
import Glibc
import Observability
import TestServers
import Testing

@Suite("What Prometheus is told by the running programs", .timeLimit(.minutes(5)))
struct ExpositionTests {
    /// Those of the web endpoint and of the mailbox, and those of what has not happened yet.
    private static let notOfAnIdleWorker: Set<Metric> = [
        .deliveries, .reports, .reportsLastHour, .limitedLastHour, .webhooks, .mailboxUp, .relayUp, .snapshotHeld,
        .relayed, .eventsTold, .eventFailures, .endpointUp,
    ]

    private static func get(_ path: String, of process: Running) async throws -> String {
        let line = try await process.line { $0.contains("\"event\":\"listening\"") }
        let port = try #require(line.firstMatch(of: /"port":"?(\d+)"?/)?.1)
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        return String(decoding: try await URLSession.shared.data(from: url).0, as: UTF8.self)
    }

    private static func metrics(in text: String) -> Set<String> {
        Set(text.matches(of: /TYPE ([a-z_]+) [a-z]+\n/).map { String($0.1) })
    }

    private static func value(_ series: String, in text: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(series + " ") }.flatMap {
            Double($0.dropFirst(series.count + 1))
        }
    }

    @Test("A worker tells all that it should before and after its first mail, and says of an untried relay that it is")
    func worker() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let stage = stage.with(relay: relay)
                try await stage.withWorker { worker in
                    let series = "{relay=\"127.0.0.1:\(relay.port)\"}"
                    var text = ""
                    try await stage.wait("the outbox was looked at") {
                        text = try await Self.get("/metrics", of: worker)
                        return Self.value("facteur_workers", in: text) == 1
                    }
                    let wanted = Set(Metric.allCases).subtracting(Self.notOfAnIdleWorker).map(\.rawValue)
                    #expect(Set(wanted).subtracting(Self.metrics(in: text)).isEmpty)
                    #expect(Self.metrics(in: text).subtracting(Metric.allCases.map(\.rawValue)).isEmpty)
                    #expect(!text.contains("facteur_relay_up{"))
                    #expect(try await Self.get("/readyz", of: worker).contains("ok relay: not tried since the start"))
                    for gauge in ["facteur_worker_up", "facteur_journal_up", "facteur_database_up"] {
                        #expect(Self.value(gauge, in: text) == 1, "\(gauge)")
                    }
                    let age = try #require(Self.value("facteur_heartbeat_age_seconds", in: text))
                    #expect(age >= 0 && age < 30)
                    let offset = try #require(Self.value("facteur_clock_offset_seconds", in: text))
                    #expect(abs(offset) < 5)
                    #expect(try #require(Self.value("facteur_state_free_bytes", in: text)) > 0)
                    #expect(try #require(Self.value("process_resident_memory_bytes", in: text)) > 1_000_000)
                    #expect(try #require(Self.value("process_open_fds", in: text)) > 3)

                    try await stage.sql(
                        "select facteur.enqueue('password-reset', 'a@client.test', '{\"link\": \"https://boutique.example/\"}')"
                    )
                    try await relay.mailbox.wait(for: 1)
                    try await stage.wait("its outcome is counted") {
                        text = try await Self.get("/metrics", of: worker)
                        return text.contains("facteur_deliveries_total{")
                    }
                    #expect(Self.value("facteur_relay_up\(series)", in: text) == 1)
                    #expect(Self.value("facteur_connections_in_use\(series)", in: text) == 0)
                    #expect(Self.value("facteur_relayed_seconds_count{lane=\"transactional\"}", in: text) == 1)
                    #expect(try #require(Self.value("facteur_journal_bytes", in: text)) > 0)
                    #expect(try await Self.get("/readyz", of: worker).contains("ok relay: takes mail"))

                    let judged = try await Promtool.run("check", "metrics", input: text)
                    #expect(judged.code == 0, "\(judged.output)\(judged.error)")
                }
            }
        }
    }

    @Test("A reload that is refused is told until one is not")
    func reload() async throws {
        try await CatchingServer.running { relay in
            try await Stage.with { stage in
                let path = stage.path(of: "replies.yaml")
                let shipped = try Repository.text("Sources/Replies/replies.yaml")
                try shipped.write(toFile: path, atomically: true, encoding: .utf8)
                let stage = stage.with(relay: relay).with(["FACTEUR_SMTP_REPLIES_FILE": path])
                try await stage.withWorker { worker in
                    for (text, isInForce) in [("rows: 7\n", 0.0), (shipped, 1.0)] {
                        try text.write(toFile: path, atomically: true, encoding: .utf8)
                        worker.send(SIGHUP)
                        try await stage.wait("it has read \(text.prefix(8))") {
                            let metrics = try await Self.get("/metrics", of: worker)
                            return Self.value(#"facteur_reload_ok{what="replies"}"#, in: metrics) == isInForce
                        }
                    }
                    let metrics = try await Self.get("/metrics", of: worker)
                    #expect(Self.value(#"facteur_reloads_total{result="refused",what="replies"}"#, in: metrics) == 1)
                    #expect(Self.value(#"facteur_reloads_total{result="done",what="replies"}"#, in: metrics) == 1)
                }
            }
        }
    }

    @Test("facteur bounce --watch tells whether it reads what comes back, and promtool takes it")
    func bounce() async throws {
        try await Stage.with { stage in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            for part in ["new", "cur", "tmp"] {
                try FileManager.default.createDirectory(
                    atPath: folder.path + "/" + part, withIntermediateDirectories: true)
            }
            let process = try stage.with(["FACTEUR_BOUNCE_ADMIN_LISTEN": "127.0.0.1:0"]).binary
                .start(["bounce", "--maildir", folder.path, "--watch"])
            var text = ""
            try await stage.wait("it has looked once") {
                text = try await Self.get("/metrics", of: process)
                return Self.value("facteur_mailbox_up", in: text) == 1
            }
            #expect(Self.value("facteur_database_up", in: text) == 1)
            #expect(try await Self.get("/readyz", of: process).contains("ok mailbox: can be read"))
            let judged = try await Promtool.run("check", "metrics", input: text)
            #expect(judged.code == 0, "\(judged.output)\(judged.error)")
            process.send(SIGTERM)
            _ = await process.end()
        }
    }
}
