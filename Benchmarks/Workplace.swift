import Catcher
import Foundation
import TestServers

/// A stage whose worker runs as in production, before a sink.
struct Workplace: Sendable {
    /// As many lines as the yardstick has.
    static let connections = 16

    let stage: Stage
    let sink: Sink
    /// The port of the worker's page for the operator.
    let admin: Int

    /// Sets one up for as long as the body runs. `environment` are settings beside those of a plain installation.
    static func with<Result>(
        _ environment: [String: String] = [:], _ body: (Workplace) async throws -> Result
    ) async throws -> Result {
        try await Sink.running { sink in
            try await Stage.with { stage in
                let admin = try FreePort.next()
                let settings = [
                    "FACTEUR_SMTP_URL": "smtp://\(sink.address)", "FACTEUR_SMTP_TLS": "none",
                    "FACTEUR_SMTP_CONNECTIONS": "\(connections)", "FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(admin)",
                    "FACTEUR_LOG_LEVEL": "warning",
                ]
                let workplace = Workplace(
                    stage: stage.with(settings.merging(environment) { $1 }), sink: sink, admin: admin)
                return try await body(workplace)
            }
        }
    }

    /// The same with other settings.
    func with(_ environment: [String: String]) -> Workplace {
        Workplace(stage: stage.with(environment), sink: sink, admin: admin)
    }

    /// The same for another worker: on the same database, with a state directory and a page for the operator of its own.
    func forAnotherWorker() throws -> Workplace {
        let admin = try FreePort.next()
        let stage = try stage.withStateDirectory("worker-\(admin)").with([
            "FACTEUR_ADMIN_LISTEN": "127.0.0.1:\(admin)"
        ])
        return Workplace(stage: stage, sink: sink, admin: admin)
    }

    /// A file with a letter as this installation sends it, for the yardstick: LF at the ends of its lines. `enqueue` puts one message
    /// into the outbox, which must be empty otherwise.
    func specimen(_ enqueue: (Stage) async throws -> Void) async throws -> String {
        let relay = try await CatchingServer.start()
        let caught = stage.with(relay: relay)
        try await enqueue(caught)
        let bytes = try await caught.with(["FACTEUR_LOG_LEVEL": "info"]).withWorker { _ in
            try await caught.wait("a specimen has arrived") { relay.mailbox.mails.count > 0 }
            try await Load.settled(1, on: caught)
            return relay.mailbox.mails[0].bytes
        }
        await relay.stop()
        let path = stage.path(of: "specimen.eml")
        try Data(bytes.filter { $0 != UInt8(ascii: "\r") }).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// The number of the last attempt.
    func lastAttempt() async throws -> String {
        try await stage.sql("select coalesce(max(number), 0) from facteur.delivery").first ?? "0"
    }

    /// How many attempts there were since the one of this number: a question that costs as much for the fiftieth issue as for the first.
    func attempts(since last: String) async throws -> Int {
        try await stage.sql("select count(*) from facteur.delivery where number > \(last)").first.flatMap { Int($0) }
            ?? 0
    }

    /// Whether nothing waits and nothing is on its way.
    func isIdle() async throws -> Bool {
        try await stage.sql("select exists (select from facteur.ready) or exists (select from facteur.lease)") == ["f"]
    }

    /// How many messages have ended.
    func ended() async throws -> Int {
        try await stage.sql("select count(*) from facteur.ended").first.flatMap { Int($0) } ?? 0
    }
}
