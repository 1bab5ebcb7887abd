import Logging
import Mail
import Observability
import Pipeline
import Postgres
import ServiceLifecycle
import Synchronization

/// What comes before the first claim: a database that answers, with the schema of this program, which is told the kinds.
struct StartupCheck: Sendable {
    private static let retry: Duration = .seconds(2)

    let migrator: Migrator
    let publisher: PostgresInstallation
    /// Asked when the database answers: they may have been read anew meanwhile.
    let kinds: @Sendable () -> [KindDefinition]
    let installation: Installation
    let notice: StartNotice
    /// Why the database does not answer, or its schema is not this program's; nil while it does.
    let fault = StartupFault()
    let logger: Logger

    /// Waits as long as the database is away or its schema is not this program's, and says each reason once.
    func run() async throws {
        var told: String?
        while true {
            do throws(OutboxError) {
                try await migrator.verify()
                try await publisher.publish(kinds())
                try await publisher.publish(installation)
                fault.set(nil)
                if told != nil { logger.log(.databaseBack, "the database answers") }
                return
            } catch {
                let line = error.description
                if told != line { logger.log(.databaseLost, line, ["reason": "\(line)"]) }
                told = line
                fault.set(line)
            }
            notice.done(.hasTried)
            try await Task.sleep(for: Self.retry)
        }
    }
}

/// What keeps the worker from beginning, for whoever asks how it is.
final class StartupFault: Sendable {
    private let line = Mutex<String?>(nil)

    var text: String? { line.withLock { $0 } }

    func set(_ text: String?) { line.withLock { $0 = text } }
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
