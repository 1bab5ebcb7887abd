import ArgumentParser
import Postgres

/// `facteur status`
struct StatusCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows where every message stands, by lane and kind.",
        discussion: "Example: facteur status --json")

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let status = try await outbox.status()
        if answer.json {
            StandardOutput.write(try JSON.object(status))
        } else {
            for line in StatusReport(status).lines { StandardOutput.write(line) }
        }
    }
}
