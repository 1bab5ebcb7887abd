import Logging
import Mail
import Observability
import ServiceLifecycle

/// One look at a place to which reports come.
protocol IntakeRound: Sendable {
    /// The place, for the log.
    var place: String { get }
    /// How long to wait after a look.
    var pause: Duration { get }

    /// Takes in those that wait at this moment. Throws what keeps them from being taken in, and leaves the rest where it is.
    func once() async throws
}

/// Looks again and again. A place that cannot be read is told once, and looked at until it can: a Maildir comes into being with its first
/// mail, a disk is mounted late, a server is started anew.
struct IntakeWatch: Service {
    let round: any IntakeRound
    let state: BounceState
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            var fault: CommandError?
            var isDatabaseAway = false
            while !Task.isCancelled {
                do {
                    try await round.once()
                    if isDatabaseAway { logger.log(.databaseBack, "the database is back") }
                    if fault != nil { logger.log(.mailboxBack, "\(round.place) can be read again") }
                    (isDatabaseAway, fault) = (false, nil)
                    state.isWell()
                } catch OutboxError.unavailable(let line) {
                    if !isDatabaseAway { logger.log(.databaseLost, line) }
                    isDatabaseAway = true
                    state.database(isLost: line)
                } catch let other as CommandError {
                    let line = other.lines.joined(separator: "; ")
                    if fault != other { logger.log(.mailboxLost, line) }
                    fault = other
                    state.mailbox(isLost: line)
                }
                try? await Task.sleep(for: round.pause)
            }
        }
    }
}
