import ArgumentParser
import Mail
import Postgres

/// Does the same to several messages, and fails when one of them would not have it; the others are done all the same.
private func each(
    _ messages: [MessageID], _ action: (MessageID) async throws(OutboxError) -> String?
) async throws {
    var refusals: [String] = []
    for message in messages {
        do throws(OutboxError) {
            if let refusal = try await action(message) { refusals.append("\(message): \(refusal)") }
        } catch {
            guard case .statement(let line) = error else { throw error }
            refusals.append("\(message): \(line)")
        }
    }
    guard refusals.isEmpty else { throw CommandError.failed(refusals) }
}

/// `facteur cancel MESSAGE...`
struct CancelCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Takes messages back that still wait.",
        discussion: "Example: facteur cancel 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "Ids, as enqueue printed them.")
    var messages: [MessageID]

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        try await each(messages) { message throws(OutboxError) in
            guard try await outbox.cancel(message) else {
                return "cannot be cancelled: it is unknown or waits no longer"
            }
            StandardOutput.write("\(message) cancelled")
            return nil
        }
    }
}

/// `facteur retry MESSAGE...`
struct RetryCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Sends messages now that wait for their next attempt, or that have failed.",
        discussion: "Example: facteur retry 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "Ids, as enqueue printed them.")
    var messages: [MessageID]

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        try await each(messages) { message throws(OutboxError) in
            try await outbox.retry(message)
            StandardOutput.write("\(message) goes out now")
            return nil
        }
    }
}

/// `facteur resolve MESSAGE... --sent|--resend`
struct ResolveCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Decides about messages in doubt: whether the relay took them.",
        discussion: """
            A message is in doubt when it was handed over and the relay's answer was never read. The relay's own log tells \
            whether it has it: look for the message's id.

            Example: facteur resolve 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11 --sent
            """)

    /// What a person found out.
    enum Resolution: String, EnumerableFlag {
        case sent, resend

        static func help(for value: Resolution) -> ArgumentHelp? {
            switch value {
            case .sent: "The relay has it: nothing more is sent."
            case .resend: "The relay does not have it: it goes again."
            }
        }
    }

    @Argument(help: "Ids, as enqueue printed them.")
    var messages: [MessageID]

    @Flag var resolution: Resolution

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        try await each(messages) { message throws(OutboxError) in
            try await outbox.resolve(message, as: resolution == .sent ? .sent : .resend)
            StandardOutput.write("\(message) \(resolution == .sent ? "counts as sent" : "goes again")")
            return nil
        }
    }
}
