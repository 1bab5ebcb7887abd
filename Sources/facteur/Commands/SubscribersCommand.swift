import ArgumentParser
import Mail
import Postgres

/// `facteur subscribers import|export|lists|set`
struct SubscribersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribers", abstract: "Who is on which list: takes in, gives out, sets up.",
        discussion: "Example: facteur subscribers import clients.csv --list lettre",
        subcommands: [ImportSubscribers.self, ExportSubscribers.self, ListsCommand.self, SetListCommand.self])
}

/// `facteur subscribers lists`
struct ListsCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "Shows every list and how many are on it.",
        discussion: "Example: facteur subscribers lists")

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let lists = try await outbox.lists()
        guard !answer.json else { return StandardOutput.write(try JSON.object(lists)) }
        for line in lists.isEmpty ? ["there is no list yet"] : Self.lines(lists) { StandardOutput.write(line) }
    }

    /// A table, and below it what lists have of their own.
    static func lines(_ lists: [OutboxAdministration.List]) -> [String] {
        var table = Table("list", "title", "subscribed", "to confirm", "left", "double opt-in", "public")
        for list in lists {
            table.add([
                list.name, list.title ?? "-", String(list.subscribed), String(list.pending), String(list.unsubscribed),
                list.doubleOptIn ? "yes" : "no", list.isPublic ? "yes" : "no",
            ])
        }
        let own = lists.flatMap { list in
            [
                ("List-Id", list.listID), ("sender", list.sender), ("reply-to", list.replyTo), ("locale", list.locale),
                ("window", list.window),
            ].compactMap { name, value in value.map { [list.name, name, $0] } }
        }
        guard !own.isEmpty else { return table.lines }
        var details = Table("list", "its own", "")
        own.forEach { details.add($0) }
        return table.lines + [""] + details.lines
    }
}

/// `facteur subscribers set NAME`
struct SetListCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Makes a list, or changes what is said of it and how one gets on it.",
        discussion: """
            What is not given stays as it is; none takes away a sender, an address for answers, a language or a window, and the settings' \
            hold again.

            Example: facteur subscribers set lettre --title "La lettre de L’Œuf" --double-opt-in --window "tue-thu 9-18 no-holidays"
            """)

    @Argument(help: "The list.")
    var name: String

    @Option(help: "What readers are shown of it.")
    var title: String?

    @Option(help: "What machines know it by (List-Id, RFC 2919), such as lettre.shop.example; it must never change.")
    var listID: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Whether an address is on it only once its reader has pressed the button of a mail.")
    var doubleOptIn: Bool?

    @Option(help: "Whom its letters come from, in place of mail.bulkFrom, such as \"La lettre <lettre@shop.example>\".")
    var sender: String?

    @Option(help: "Where answers to them go, in place of mail.replyTo.")
    var replyTo: String?

    @Option(help: "The language of its letters, whatever the reader's.")
    var locale: String?

    @Flag(
        name: .customLong("public"), inversion: .prefixedNo,
        help: "Whether everybody may read its issues in the archive, and readers of other lists may come to it.")
    var isPublic: Bool?

    @Option(
        help: "When its issues may leave, by the reader's clock: days, hours, and whether French holidays are left out."
    )
    var window: String?

    @OptionGroup var options: SettingsOptions

    private static let nothing = "none"

    func validate() throws {
        _ = try mailbox(sender, "--sender")
        _ = try mailbox(replyTo, "--reply-to")
        if let window, window != Self.nothing, SendingWindow(window) == nil {
            throw ValidationError("--window: give one such as \"tue-thu 9-18 no-holidays\", or none")
        }
    }

    private func mailbox(_ text: String?, _ option: String) throws -> Mailbox? {
        guard let text, text != Self.nothing else { return nil }
        do {
            return try Mailbox(parsing: text)
        } catch {
            throw ValidationError("\(option): \(error)")
        }
    }

    func run(on outbox: OutboxAdministration) async throws {
        try await outbox.setList(
            name,
            OutboxAdministration.ListChange(
                title: title, listID: listID, doubleOptIn: doubleOptIn, sender: sender, replyTo: replyTo,
                locale: locale,
                isPublic: isPublic, window: window.map { SendingWindow($0)?.text ?? $0 }))
        StandardOutput.write("\(name) is set")
        try warnOfUnsigned()
    }

    /// Receivers look for a signature by the domain of From (DMARC): without one the letters look forged.
    private func warnOfUnsigned() throws {
        guard let domain = try mailbox(sender, "--sender")?.address.domain.ascii else { return }
        let signed = try options.settings(for: .outbox).names(of: Keys.DKIM.selector)
        guard !signed.isEmpty, !signed.contains(domain) else { return }
        StandardError.write(
            "facteur: warning: mail from \(domain) will not be signed: make a key (facteur dkim new \(domain) SELECTOR) and name it "
                + "in the worker's settings (dkim.\(domain).keyFile)")
    }
}
