import ArgumentParser
import Mail
import Postgres

/// `facteur suppress [ADDRESS]`
struct SuppressCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress", abstract: "Sends nothing more to an address; without one, shows which they are.",
        discussion: """
            What a person suppresses stays until it is unsuppressed. What a worker does, after a server said that a mailbox is \
            dead, ends after suppression.expires.

            Example: facteur suppress camille@client.test --reason "asked by phone"
            """)

    @Argument(help: "The address.")
    var address: String?

    @Flag(help: "Newsletters alone: a password reset still goes out.")
    var marketing = false

    @Option(help: "Why, for whoever wonders later.")
    var reason = "by hand"

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        guard let address else { return try await list(outbox) }
        let isNew = try await outbox.suppress(address, scope: marketing ? .marketing : .all, reason: reason)
        StandardOutput.write(isNew ? "\(address) is suppressed" : "\(address) was suppressed already")
    }

    private func list(_ outbox: OutboxAdministration) async throws {
        let suppressions = try await outbox.suppressions()
        guard !answer.json else { return StandardOutput.write(try JSON.object(suppressions)) }
        guard !suppressions.isEmpty else { return StandardOutput.write("no address is suppressed") }
        for line in suppressions.flatMap({ Self.lines($0, LocalTime()) }) { StandardOutput.write(line) }
    }

    /// The address, and behind it what it no longer gets, since when, until when, by whose word and why.
    static func lines(_ one: OutboxAdministration.Suppression, _ time: LocalTime) -> [String] {
        func moment(_ text: String) -> String { Timestamp(rfc3339: text).map(time.text) ?? text }
        let end = one.ends.map { "until \(moment($0))" } ?? "for good"
        let words =
            "\(one.scope == "all" ? "all mail" : "newsletters") since \(moment(one.since)), \(end), by \(one.source): "
            + one.reason
        return [one.address] + Wrapping.lines(words, first: "  ", indent: "  ")
    }
}
