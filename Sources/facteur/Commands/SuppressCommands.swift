import ArgumentParser
import Postgres

/// `facteur suppress ADDRESS`
struct SuppressCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress", abstract: "Sends nothing more to an address.",
        discussion: "Example: facteur suppress camille@client.test --reason \"asked by phone\"")

    @Argument(help: "The address.")
    var address: String

    @Flag(help: "Newsletters alone: a password reset still goes out.")
    var marketing = false

    @Option(help: "Why, for whoever wonders later.")
    var reason = "by hand"

    @OptionGroup var options: SettingsOptions

    func run(on ledger: Ledger) async throws {
        let isNew = try await ledger.suppress(address, scope: marketing ? .marketing : .all, reason: reason)
        StandardOutput.write(isNew ? "\(address) is suppressed" : "\(address) was suppressed already")
    }
}

/// `facteur unsuppress ADDRESS`
struct UnsuppressCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsuppress", abstract: "Sends to an address again.",
        discussion: "Example: facteur unsuppress camille@client.test")

    @Argument(help: "The address.")
    var address: String

    @OptionGroup var options: SettingsOptions

    func run(on ledger: Ledger) async throws {
        let wasSuppressed = try await ledger.unsuppress(address)
        StandardOutput.write(wasSuppressed ? "\(address) gets mail again" : "\(address) was not suppressed")
    }
}
