import ArgumentParser
import Mail
import Postgres
import Templates

/// `facteur newsletter test ISSUE|FILE ADDRESS`
struct TestNewsletter: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Sends an issue's letter to one address, to be looked at in a real mailbox.",
        discussion: """
            The copy is marked [Test] and counts for nothing: not for the issue's outbox, and its unsubscribe link unsubscribes nobody. \
            Of a file that is no issue yet, each of its languages is sent, or the one of --locale.

            Example: facteur newsletter test lettre.md redaction@boutique.example

            Example: facteur newsletter test 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11 redaction@boutique.example
            """)

    @Argument(help: "The issue's id, or its file.")
    var issue: String

    @Argument(help: "Who gets the copy.")
    var address: String

    @Option(help: "The reader's language, a BCP 47 tag.")
    var locale: String?

    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        if let id = MessageID(issue) {
            return StandardOutput.write(
                try await outbox.test(id, to: address, locale: locale ?? Self.standardLocale).description)
        }
        let hand = IssueAtHand(issue, try options.settings(for: .outbox))
        let list = try hand.list()
        for fault in hand.faults(nil, fields: await IssueAtHand.fields(of: list, hand.settings)) {
            StandardError.write("facteur: warning: \(fault)")
        }
        let languages = hand.issue.editions.map { $0.tag.isEmpty ? Self.standardLocale : $0.tag }
        for locale in locale.map({ [$0] }) ?? languages {
            let id = try await outbox.test(
                content: hand.issue.content, of: list, options: hand.issue.options, to: address, locale: locale)
            StandardOutput.write(id.description)
        }
    }

    private static let standardLocale = "fr-FR"
}
