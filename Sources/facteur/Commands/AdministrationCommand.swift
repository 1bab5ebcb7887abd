import ArgumentParser
import Mail
import Postgres

/// A command that asks or changes the outbox.
protocol AdministrationCommand: AsyncParsableCommand {
    var options: SettingsOptions { get }
    func run(on outbox: OutboxAdministration) async throws
}

extension AdministrationCommand {
    func run() async throws {
        let settings = try options.settings(for: .outbox)
        for warning in settings.warnings { StandardError.write("facteur: warning: \(warning)") }
        do {
            try await run(on: OutboxAdministration(DatabaseSettings(settings), person: Person.current))
        } catch OutboxError.statement(let line) {
            throw CommandError.failed("\(Self.words): \(line)")
        }
    }

    /// What stands before its arguments: `newsletter cancel` is not `cancel`.
    private static var words: String {
        Facteur.all.first { $0.type == Self.self }?.path.joined(separator: " ") ?? ""
    }
}
