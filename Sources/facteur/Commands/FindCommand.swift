import ArgumentParser
import Mail
import Postgres

/// `facteur find ADDRESS`
struct FindCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Shows all mail to somebody, the newest first, and how each stands.",
        discussion: """
            Upper and lower case are one, and a domain in letters beyond ASCII is its A-labels. facteur show tells more of each.

            Example: facteur find camille@client.test
            """)

    @Argument(help: "The address.")
    var address: String

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func validate() throws {
        guard address.contains("@") else { throw ValidationError("find: \(address) is no address") }
        if limit < 1 { throw ValidationError("--limit is at least 1") }
    }

    func run(on outbox: OutboxAdministration) async throws {
        let found = try await outbox.messages(to: address, limit: limit)
        guard !answer.json else { return StandardOutput.write(try JSON.object(found)) }
        guard !found.isEmpty else { return StandardOutput.write("no mail to \(address) is kept") }
        for line in MessageList.lines(found) { StandardOutput.write(line) }
        if found.count == limit { StandardOutput.write("the newest \(limit): --limit shows more") }
    }
}

/// `facteur list`
struct ListCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Shows messages by what became of them, the latest first.",
        discussion: """
            retry, cancel and resolve take the same options. Without --since, messages that were sent are looked for among the last \
            \(OutboxAdministration.sentLookedThrough) that ended.

            Example: facteur list --state failed --domain orange --since 2026-11-25

            Example: facteur list --state in_doubt,retrying
            """)

    @OptionGroup var filter: FilterOptions
    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let limit = filter.limit ?? 50
        let found = try await outbox.messages(filter.filter(), limit: limit)
        guard !answer.json else { return StandardOutput.write(try JSON.object(found)) }
        guard !found.isEmpty else { return StandardOutput.write("no message is meant") }
        for line in MessageList.lines(found) { StandardOutput.write(line) }
        if found.count == limit { StandardOutput.write("the latest \(limit): --limit shows more") }
    }
}
