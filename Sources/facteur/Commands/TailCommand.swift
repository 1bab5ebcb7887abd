import ArgumentParser
import Mail
import Postgres

/// `facteur tail`
struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Shows deliveries, and what comes back of them, as they happen, until interrupted.",
        discussion: """
            A line for each attempt, and one for each bounce, complaint or other report that is taken in, in the order of time.

            Example: facteur tail --kind password-reset
            """)

    private static let pause: Duration = .milliseconds(500)

    @Option(help: "Messages of this kind alone.")
    var kind: String?

    @Option(help: "Messages to this address alone.")
    var recipient: String?

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.settings(for: .outbox)
        let isMasked = settings[Keys.Log.recipients] == .masked
        let outbox = OutboxAdministration(DatabaseSettings(settings))
        var stream = TailStream(after: try await outbox.tailEnd())
        while true {
            let look = try await outbox.tail(after: stream.cursor, kind: kind, recipient: recipient)
            for line in stream.take(look) { StandardOutput.write(TailReport.text(line, isMasked: isMasked)) }
            if look.isEmpty { try await Task.sleep(for: Self.pause) }
        }
    }
}
