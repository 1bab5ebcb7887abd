import IMAP
import Logging
import Mail
import Observability
import Reports
import ServiceLifecycle

/// Takes in the mails of a mailbox. A mail is moved once it is stored: whoever is killed between the two reads it again, and it counts
/// once all the same.
struct MailboxIntake: Sendable {
    let mailbox: IMAPMailbox
    let intake: ReportIntake

    /// Those that wait at this moment. Throws what keeps them from being taken in, and leaves the rest where it is.
    func once() async throws {
        do {
            for number in try await mailbox.waiting() where !Task.isCancelled && !Task.isShuttingDownGracefully {
                // One byte more than is looked at: the intake is to see that it is too large.
                guard let mail = try await mailbox.mail(number, limit: Refusal.largest + 1) else { continue }
                // What is for later stays where the next look finds it.
                guard try await intake.take(mail, named: "\(mailbox.name)/\(number)") != .later else { continue }
                try await mailbox.putAway(number)
            }
        } catch let fault as MailboxFault {
            throw CommandError(fault)
        }
    }
}

/// The same, again and again.
struct MailboxWatch: Service {
    private static let pause: Duration = .seconds(30)

    let round: MailboxIntake
    let state: BounceState
    let logger: Logger

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            var mailboxFault: CommandError?
            var isDatabaseAway = false
            while !Task.isCancelled {
                do {
                    try await round.once()
                    if isDatabaseAway { logger.log(.databaseBack, "the database is back") }
                    if mailboxFault != nil { logger.log(.mailboxBack, "\(round.mailbox.name) can be read again") }
                    (isDatabaseAway, mailboxFault) = (false, nil)
                    state.isWell()
                } catch OutboxError.unavailable(let line) {
                    if !isDatabaseAway { logger.log(.databaseLost, line) }
                    isDatabaseAway = true
                    state.database(isLost: line)
                } catch let fault as CommandError {
                    if mailboxFault != fault { logger.log(.mailboxLost, fault.lines.joined(separator: "; ")) }
                    mailboxFault = fault
                    state.mailbox(isLost: fault.lines.joined(separator: "; "))
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
