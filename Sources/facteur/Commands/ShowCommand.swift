import ArgumentParser
import Mail
import Postgres

/// `facteur show MESSAGE`
struct ShowCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tells one message's life: every attempt, every reply, what it waits for.",
        discussion: "Secret parameters are not shown.\n\nExample: facteur show 019a9f1e-54c1-7b6e-9d36-0c2f0e9c4a11")

    @Argument(help: "The id, as enqueue printed it.")
    var message: MessageID

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        guard let life = try await outbox.life(of: message) else {
            throw CommandError.failed("show: \(message): is unknown, or was removed when it had ended long ago")
        }
        if answer.json {
            StandardOutput.write(try JSON.object(life))
        } else {
            for line in MessageReport(life).lines { StandardOutput.write(line) }
        }
    }
}
