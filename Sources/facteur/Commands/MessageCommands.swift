import ArgumentParser
import Mail
import Postgres

/// What commands do that change messages: those that are named by ids, or all that are meant by a filter.
private struct MessageChange {
    let command: String
    let action: OutboxAdministration.Action
    let messages: [MessageID]
    let options: FilterOptions
    let isAgreed: Bool
    let reason: String?
    /// The states that the command is for, where none is named.
    let states: [String]
    /// Said of one message.
    let done: String

    func validate() throws {
        guard messages.isEmpty != options.isEmpty else {
            throw ValidationError(
                "\(command): name messages by their ids, or say by --state, --kind, --domain or --since which ones")
        }
    }

    /// Changes them, and fails when one of them would not have it; the others are done all the same.
    func run(on outbox: OutboxAdministration, after: (MessageID) async throws -> String? = { _ in nil }) async throws {
        guard messages.isEmpty else { return try await change(messages, on: outbox, after) }
        let meant = try await outbox.ids(options.filter(states: states), limit: options.limit)
        guard !meant.isEmpty else { return StandardOutput.write("no message is meant") }
        StandardOutput.write("messages that are meant: \(meant.count)")
        guard try Agreement.isGiven(isAgreed, to: "\(command) them?", command: command) else {
            return StandardOutput.write("nothing is changed")
        }
        try await change(meant, on: outbox, after)
    }

    /// A line each, of few; of many how many they were.
    private func change(
        _ messages: [MessageID], on outbox: OutboxAdministration, _ after: (MessageID) async throws -> String?
    ) async throws {
        let results = try await outbox.change(messages, action, reason: reason)
        let isFew = results.count <= 20
        let changed = results.filter { $0.refusal == nil }
        if isFew {
            for result in changed {
                StandardOutput.write("\(result.message) \(try await after(result.message) ?? done)")
            }
        } else {
            let hint = try await changed.first.flatMap { $0.message }.asyncMap(after) ?? nil
            StandardOutput.write("\(changed.count) messages: \(done)" + (hint.map { "; the first \($0)" } ?? ""))
        }
        var refusals = results.compactMap { result in result.refusal.map { "\(result.message): \($0)" } }
        if refusals.count > 20 {
            refusals = refusals.prefix(20) + ["and \(refusals.count - 20) more of \(messages.count) were refused"]
        }
        guard refusals.isEmpty else { throw CommandError.failed(refusals) }
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}

/// `facteur cancel MESSAGE...`
struct CancelCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Takes messages back that still wait.",
        discussion: """
            With options instead of ids it is all those that wait and to which every option applies. How many they are is said first, \
            and nothing is changed until you say yes, or gave --yes.

            Example: facteur cancel 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11

            Example: facteur cancel --kind order-shipped --since 2h
            """)

    @Argument(help: "Ids, as enqueue printed them, or Message-IDs.")
    var messages: [MessageID] = []

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var filter: FilterOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    private var change: MessageChange {
        MessageChange(
            command: "cancel", action: .cancel, messages: messages, options: filter, isAgreed: yes, reason: why.reason,
            states: ["waiting"], done: "cancelled")
    }

    func validate() throws { try change.validate() }
    func run(on outbox: OutboxAdministration) async throws { try await change.run(on: outbox) }
}

/// `facteur retry MESSAGE...`
struct RetryCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Sends messages now that wait for their next attempt, or that have failed.",
        discussion: """
            With options instead of ids it is all those that failed or are retried and to which every option applies. How many they \
            are is said first, and nothing is changed until you say yes, or gave --yes.

            Example: facteur retry 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11

            Example: facteur retry --state failed --domain orange --since 2h --reason "their servers are back"
            """)

    @Argument(help: "Ids, as enqueue printed them, or Message-IDs.")
    var messages: [MessageID] = []

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var filter: FilterOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    private var change: MessageChange {
        MessageChange(
            command: "retry", action: .retry, messages: messages, options: filter, isAgreed: yes, reason: why.reason,
            states: ["failed", "retrying"], done: "goes out now")
    }

    func validate() throws { try change.validate() }

    func run(on outbox: OutboxAdministration) async throws {
        try await change.run(on: outbox) { try await Self.standing(of: $0, outbox) }
    }

    /// What it waits for all the same; nil where a worker takes it in a moment.
    private static func standing(of message: MessageID, _ outbox: OutboxAdministration) async throws -> String? {
        guard let life = try await outbox.life(of: message), life.state == "waiting",
            let first = life.waitsFor.first, first.kind != .queue
        else { return nil }
        return "is due, but \(first.text(LocalTime()))" + (first.remedy.map { ": \($0)" } ?? "")
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

    @Argument(help: "Ids, as enqueue printed them, or Message-IDs.")
    var messages: [MessageID] = []

    @Flag var resolution: Resolution

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var filter: FilterOptions
    @OptionGroup var why: ReasonOption
    @OptionGroup var options: SettingsOptions

    private var change: MessageChange {
        MessageChange(
            command: "resolve", action: resolution == .sent ? .resolveSent : .resolveResend, messages: messages,
            options: filter, isAgreed: yes, reason: why.reason, states: ["in_doubt"],
            done: resolution == .sent ? "counts as sent" : "goes again")
    }

    func validate() throws { try change.validate() }
    func run(on outbox: OutboxAdministration) async throws { try await change.run(on: outbox) }
}
