import ArgumentParser
import Mail
import Postgres

/// `facteur audit`
struct AuditCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Shows who changed what by which command, when and why, the latest first.",
        discussion: "Example: facteur audit --since 2026-11-25\n\nExample: facteur audit --of bulk")

    @Option(
        help: ArgumentHelp(
            "Changes made then or later: 2026-11-25T18:00:00Z, 2026-11-25, or 2h ago as 2h.", valueName: "moment"),
        transform: WrittenSince.moment)
    var since: Timestamp?

    @Option(help: ArgumentHelp("Changes of this alone: a message, an address, a lane, a kind.", valueName: "target"))
    var of: String?

    @Option(help: "How many at most.")
    var limit = 50

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    func run(on outbox: OutboxAdministration) async throws {
        let changes = try await outbox.audit(since: since, of: of, limit: limit)
        guard !answer.json else { return StandardOutput.write(try JSON.object(changes)) }
        guard !changes.isEmpty else { return StandardOutput.write("no change is kept") }
        let time = LocalTime()
        for change in changes {
            let who = change.person.map { "\($0) (\(change.role))" } ?? change.role
            StandardOutput.write("\(time.text(change.at))  \(change.action) \(change.target): \(change.effect)")
            StandardOutput.write("  by \(who)" + (change.reason.map { ": \($0)" } ?? ""))
        }
    }
}
