import Catcher
import Logging
import Mail
import Pipeline
import Replies
import SMTP
import TestServers
import Testing

@testable import Postgres

@Suite("A table of the outbox that is locked for longer than leases live", .timeLimit(.minutes(3)), .serialized)
struct LockedTablesTests {
    /// A twentieth of the usual, so that leases could die while a test waits: after a second and a half.
    private static let times = LeaseTimes(
        heartbeat: .milliseconds(250), heartbeatTimeout: .milliseconds(250), gap: .milliseconds(800),
        steadiness: .milliseconds(600), handover: .seconds(1), death: .milliseconds(1_500),
        settling: .milliseconds(500), rest: .milliseconds(500))
    private static let kind = KindDefinition(
        name: "notice", lane: .transactional, parameters: [], retry: nil, expiresAfter: nil, inDoubt: .resend,
        locales: ["fr"])

    @Test("makes no mail go twice, and none be lost", arguments: ["ended", "delivery", "lease", "ready", "worker"])
    func locked(table: String) async throws {
        try await CatchingServer.running { relay in
            let database = try await TestDatabase.make()
            try await PostgresInstallation(database.settings).publish([Self.kind])
            let workers = [try worker(database, relay), try worker(database, relay)]
            let work = workers.map { worker in Task { try await worker.run() } }
            let producer = DatabaseSession(settings: database.settings)
            let count = 200
            async let lock: Void = hold(table, database)
            for number in 0..<count {
                try await producer.execute("select facteur.enqueue('notice', 'client\(number)@exemple.test')")
                try await Task.sleep(for: .milliseconds(30))
            }
            try await lock
            let ended = "select 1 from facteur.ended where outcome = 'sent'"
            while try await producer.execute(ended) < count { try await Task.sleep(for: .milliseconds(50)) }
            for task in work { task.cancel() }
            for task in work { try await task.value }
            let arrivals = Dictionary(grouping: relay.mailbox.mails.flatMap(\.recipients)) { $0 }.mapValues(\.count)
            #expect(arrivals.count == count)
            #expect(arrivals.filter { $0.value > 1 }.isEmpty)
        }
    }

    /// Locks a table as CREATE INDEX does, four times as long as a lease lives.
    private func hold(_ table: String, _ database: TestDatabase) async throws {
        try await Task.sleep(for: .seconds(1))
        let session = DatabaseSession(settings: database.settings)
        try await session.execute(
            script: "begin; lock table facteur.\(table) in share mode; select pg_sleep(6); commit", within: .seconds(60)
        )
    }

    private func worker(_ database: TestDatabase, _ relay: CatchingServer) throws -> Worker {
        let leases = LeaseGuard(Self.times)
        var settings = RelaySettings(host: "127.0.0.1", port: relay.port, helo: "boutique.test")
        settings.tls = .none
        let carrier = try SMTPCarrier(settings, journal: NoJournal(), leases: leases)
        let from = try Mailbox(name: "Boutique", address: EmailAddress("compte@boutique.test"))
        return Worker(
            settings: WorkerSettings(connections: 8, leases: Self.times),
            kinds: { $0 == Self.kind.name ? Self.kind : nil },
            outbox: PostgresOutbox(database.settings, times: Self.times), leases: leases, renderer: PlainLetters(),
            composer: Composer(transactional: try Identity(from: from), bulk: try Identity(from: from)),
            relays: [Relay(name: settings.name, carrier: carrier)],
            judge: try ReplyFile.shipped().judge, journal: nil,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// Nobody is killed here.
private struct NoJournal: Journal {
    func begin(_ lease: Lease) {}
    func replied(_ lease: Lease, _ reply: Reply) {}
    func settled(_ leases: [Lease]) {}
    func isWritable() -> Bool { true }
}

private struct PlainLetters: Renderer {
    func letter(for claimed: Claimed, issue: StoredIssue?) -> Letter {
        Letter(subject: "Bonjour", text: "Bonjour\n", html: nil, language: "fr", unsubscribe: nil)
    }
}
