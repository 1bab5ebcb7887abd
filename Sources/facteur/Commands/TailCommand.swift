import ArgumentParser
import Mail
import Postgres

/// `facteur tail`
struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Shows deliveries as they happen, until interrupted.",
        discussion: "Example: facteur tail --kind password-reset")

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
        var cursor = try await outbox.lastDelivery()
        while true {
            let deliveries = try await outbox.deliveries(since: cursor, kind: kind, recipient: recipient)
            for line in deliveries { StandardOutput.write(Self.text(line, isMasked: isMasked)) }
            cursor = deliveries.last?.delivery.number ?? cursor
            if deliveries.isEmpty { try await Task.sleep(for: Self.pause) }
        }
    }

    private static func text(_ line: TailLine, isMasked: Bool) -> String {
        [
            line.delivery.at.rfc3339Milliseconds, line.delivery.outcomeInWords.padded(to: 10), line.message,
            line.kind, "attempt \(line.delivery.attempt)",
            isMasked ? EmailAddress.mask(line.recipient) : line.recipient, line.delivery.relay ?? "-",
            line.delivery.fullReply,
        ].joined(separator: "  ")
    }
}
