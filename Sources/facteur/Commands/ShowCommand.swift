import ArgumentParser
import Mail
import Postgres
import Replies

/// `facteur show MESSAGE`
struct ShowCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tells one message's life: every attempt, every reply, what it waits for.",
        discussion: """
            Secret parameters are not shown. All mail to an address: facteur find.

            Example: facteur show 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11

            Example: facteur show --dedup-key commande-4711 --kind order-shipped
            """)

    @Argument(help: "The id, as enqueue printed it, or the mail's Message-ID.")
    var message: String?

    @Option(help: ArgumentHelp("The message that took this key.", valueName: "key"))
    var dedupKey: String?

    @Option(help: "Of this kind, with --dedup-key.")
    var kind: String?

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard (message == nil) != (dedupKey == nil) else {
            throw ValidationError("show: name one message, or its --dedup-key")
        }
        guard let message, MessageID(argument: message) == nil else { return }
        throw ValidationError(
            message.contains("@")
                ? "show: \(message) is an address: facteur find \(message)"
                : "show: \(message) is no message's id and no Message-ID")
    }

    func run(on outbox: OutboxAdministration) async throws {
        let id = try await id(on: outbox)
        guard let life = try await outbox.life(of: id) else {
            throw CommandError.failed("show: \(id): is unknown, or was removed when it had ended long ago")
        }
        guard !answer.json else { return StandardOutput.write(try JSON.object(life)) }
        let settings = try options.settings(for: .outbox)
        let replies = try ReloadableReplies(settings)
        let sender = (life.lane == .bulk ? settings[Keys.Mail.bulkFrom] : nil) ?? settings[Keys.Mail.from]
        let report = MessageReport(life, domain: sender?.address.domain.ascii) { $0.meaning(by: replies) }
        for line in report.lines { StandardOutput.write(line) }
    }

    private func id(on outbox: OutboxAdministration) async throws -> MessageID {
        if let message, let id = MessageID(argument: message) { return id }
        let key = dedupKey ?? ""
        let found = try await outbox.messages(dedupKey: key, kind: kind)
        guard let first = found.first else { throw CommandError.failed("show: no message has taken the key \(key)") }
        guard found.count == 1 else {
            throw CommandError.failed("show: \(found.count) kinds know the key \(key): say which by --kind")
        }
        return first
    }
}

extension DeliveryRecord {
    /// What the table of replies says of what refused it; nil where the relay took it, or where it never answered, for then the words
    /// are our own.
    fileprivate func meaning(by replies: ReloadableReplies) -> String? {
        guard let code, code >= 400, code < 600 else { return nil }
        // At which command it was said the log does not keep; most are said of the recipient.
        let reply = Reply(code: code, enhanced: enhanced, text: reply)
        return replies.judge(.refused(reply, at: .rcpt)).sentence
    }
}
