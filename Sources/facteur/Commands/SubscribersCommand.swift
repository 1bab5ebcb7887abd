import ArgumentParser
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
        var table = Table("list", "title", "subscribed", "to confirm", "left", "double opt-in")
        for list in lists {
            table.add([
                list.name, list.title ?? "-", String(list.subscribed), String(list.pending), String(list.unsubscribed),
                list.doubleOptIn ? "yes" : "no",
            ])
        }
        for line in table.isEmpty ? ["there is no list yet"] : table.lines { StandardOutput.write(line) }
    }
}

/// `facteur subscribers set NAME`
struct SetListCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Makes a list, or changes what is said of it and how one gets on it.",
        discussion: "Example: facteur subscribers set lettre --title \"La lettre de L’Œuf\" --double-opt-in")

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

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        try await outbox.setList(name, title: title, listID: listID, doubleOptIn: doubleOptIn)
        StandardOutput.write("\(name) is set")
    }
}
