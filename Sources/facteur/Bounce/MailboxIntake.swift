import IMAP
import Reports
import ServiceLifecycle

/// Takes in the mails of a mailbox. A mail is moved once it is stored: whoever is killed between the two reads it again, and it counts
/// once all the same.
struct MailboxIntake: IntakeRound {
    let mailbox: IMAPMailbox
    let intake: ReportIntake

    var place: String { mailbox.name }
    var pause: Duration { .seconds(30) }

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
