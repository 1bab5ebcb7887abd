import Logging
import Mail
import Observability
import ServiceLifecycle

/// Takes in the mails of a Maildir. A mail is moved once it is stored: whoever is killed between the two reads it again, and it counts
/// once all the same.
struct MaildirIntake: Sendable {
    let folder: Maildir
    let intake: ReportIntake

    /// Those that wait at this moment.
    func once() async throws {
        for file in try folder.waiting() where !Task.isCancelled && !Task.isShuttingDownGracefully {
            guard let mail = try MailFile.read(folder.path + "/" + file) else { continue }
            switch try await intake.take(mail, named: file) {
            case .taken: try folder.move(file, to: .handled)
            case .refused: try folder.move(file, to: .refused)
            // It is where the next look finds it.
            case .later: continue
            }
        }
    }
}

/// The same, again and again.
struct MaildirWatch: Service {
    private static let pause: Duration = .seconds(2)

    let round: MaildirIntake
    let state: BounceState
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            var isAway = false
            while !Task.isCancelled {
                do {
                    try await round.once()
                    if isAway { logger.log(.databaseBack, "the database is back") }
                    isAway = false
                    state.isWell()
                } catch OutboxError.unavailable(let line) {
                    if !isAway { logger.log(.databaseLost, line) }
                    isAway = true
                    state.database(isLost: line)
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
