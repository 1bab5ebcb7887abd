import Logging
import Mail
import Observability
import Pipeline
import Postgres
import ServiceLifecycle

/// What comes before the first claim: a database that answers, with the schema of this program, which is told the kinds.
struct StartupCheck: Sendable {
    private static let retry: Duration = .seconds(2)

    let migrator: Migrator
    let publisher: PostgresInstallation
    /// Asked when the database answers: they may have been read anew meanwhile.
    let kinds: @Sendable () -> [KindDefinition]
    let installation: Installation
    let systemd: Systemd
    let logger: Logger

    /// Waits as long as the database is away or its schema is not this program's, and says each reason once.
    func run() async throws {
        var told: String?
        while true {
            do throws(OutboxError) {
                try await migrator.verify()
                try await publisher.publish(kinds())
                try await publisher.publish(installation)
                if told != nil { logger.log(.databaseBack, "the database answers") }
                return
            } catch {
                let line = error.description
                if told != line { logger.log(.databaseLost, line, ["reason": "\(line)"]) }
                told = line
            }
            // systemd would take a start that waits for one that hangs.
            systemd.notify(.starting(extraTime: .seconds(60)), .status("waits: \(told ?? "")"))
            try await Task.sleep(for: Self.retry)
        }
    }
}

/// The worker, once what it needs is there.
struct CheckedWorker: Service {
    let check: StartupCheck
    let worker: Worker

    func run() async throws {
        let isChecked = try await untilToldToStop { try await check.run() }
        if isChecked { try await worker.run() }
    }

    /// False when told to stop before the work was done.
    private func untilToldToStop(_ work: @escaping @Sendable () async throws -> Void)
        async throws -> Bool
    {
        do {
            try await cancelWhenGracefulShutdown(work)
            return true
        } catch is CancellationError {
            return false
        }
    }
}
