import Catcher
import Mail
import MailReading
import Postgres
import Templates

/// One message of every kind, from the outbox to the caught mail.
struct DemoRound {
    private static let recipient = "camille@client.test"
    private static let name = "Camille"
    private static let deadline: Duration = .seconds(60)

    let library: TemplateLibrary
    let outbox: OutboxAdministration
    let mailbox: MailStore

    /// What became of them.
    struct Report: Sendable {
        var lines: [String]
        /// Why not all arrived; nil when they did.
        var fault: String?
    }

    /// One message on its way.
    private struct Sent {
        var kind: String
        /// Of the message; of the issue for a newsletter, whose messages the worker makes.
        var id: MessageID
        var isIssue: Bool
        var enqueuedAt: Timestamp
    }

    /// Enqueues, and waits until all are settled or the deadline has passed.
    func run() async throws -> Report {
        var sent: [Sent] = []
        for definition in library.kinds {
            guard let kind = library.kind(named: definition.name) else { continue }
            let enqueuedAt = Timestamp.now
            sent.append(
                Sent(
                    kind: definition.name,
                    id: try await outbox.order(kind, to: Self.recipient, name: Self.name, body: kind.sampleBody),
                    isIssue: definition.lane == .bulk,
                    enqueuedAt: enqueuedAt))
        }
        let end = ContinuousClock.now + Self.deadline
        while ContinuousClock.now < end {
            if try await report(sent).fault == nil { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await report(sent)
    }

    private func report(_ sent: [Sent]) async throws -> Report {
        var table = Table("kind", "recipient", "subject", "state", "ms")
        var missing: [String] = []
        let mails = mailbox.mails.map { CaughtMessage($0) }
        for message in sent {
            let mail = mails.first { message.isIssue ? $0.isNewsletter : $0.message == message.id }
            let id = message.isIssue ? mail?.message : message.id
            var state = "waiting"
            if let id { state = try await outbox.state(of: id) ?? "unknown" }
            if state != "sent" || mail == nil { missing.append("\(message.kind) is \(state)") }
            let time = mail.map { String(($0.caughtAt - message.enqueuedAt).milliseconds) } ?? "-"
            table.add([message.kind, Self.recipient, mail?.subject ?? "-", state, time])
        }
        let seconds = Self.deadline.components.seconds
        let fault = missing.isEmpty ? nil : "after \(seconds) s \(missing.joined(separator: ", ")): see facteur show"
        return Report(lines: table.lines, fault: fault)
    }
}

/// A caught mail, with the message that it is.
private struct CaughtMessage {
    let message: MessageID?
    let subject: String
    let isNewsletter: Bool
    let caughtAt: Timestamp

    init(_ mail: CaughtMail) {
        let reader = MailReader(mail.bytes)
        // `<0123…@boutique.example>`
        message = reader.header("Message-ID").flatMap { MessageID(compact: $0.dropFirst().prefix { $0 != "@" }) }
        subject = reader.header("Subject") ?? ""
        isNewsletter = reader.header("List-Id") != nil
        caughtAt = Timestamp(seconds: 0) + mail.caughtAt
    }
}
