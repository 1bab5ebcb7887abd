import ArgumentParser
import Mail
import Postgres

/// `facteur unsuppress ADDRESS`, or `--domain D`, `--reason TEXT`, ... for many at once
struct UnsuppressCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsuppress", abstract: "Sends to an address again, or to all that a mistake has suppressed.",
        discussion: """
            With options instead of an address it is all those to which every option applies. How many they are is said first, and \
            nothing is changed until you say yes, or gave --yes.

            Example: facteur unsuppress camille@client.test

            Example: facteur unsuppress --domain orange --source worker --since 2026-11-25T18:00:00+01:00
            """)

    @Argument(help: "The address.")
    var address: String?

    @Option(help: "All addresses of a domain (wanadoo.fr), or of a provider with all its domains (orange).")
    var domain: String?

    @Option(help: ArgumentHelp("Those whose reason holds this, in any case.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("Those that this database user put on the list, or worker.", valueName: "name"))
    var source: String?

    @Option(
        help: ArgumentHelp(
            "Those made at this moment or later, such as 2026-11-25T18:00:00Z or 2026-11-25.", valueName: "moment"),
        transform: UnsuppressCommand.moment)
    var since: Timestamp?

    @Option(
        help: ArgumentHelp("Those made before this moment.", valueName: "moment"), transform: UnsuppressCommand.moment)
    var before: Timestamp?

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var options: SettingsOptions

    private var filter: OutboxAdministration.SuppressionFilter {
        OutboxAdministration.SuppressionFilter(
            domain: domain, reason: reason, source: source, since: since, before: before)
    }

    func validate() throws {
        guard (address == nil) != filter.isEmpty else {
            throw ValidationError(
                "unsuppress: name one address, or say by --domain, --reason, --source, --since or --before which ones")
        }
    }

    func run(on outbox: OutboxAdministration) async throws {
        guard let address else { return try await unsuppressAll(outbox) }
        let wasSuppressed = try await outbox.unsuppress(address)
        StandardOutput.write(wasSuppressed ? "\(address) gets mail again" : "\(address) was not suppressed")
    }

    private func unsuppressAll(_ outbox: OutboxAdministration) async throws {
        let counts = try await outbox.count(filter)
        let total = counts.reduce(0) { $0 + $1.total }
        let sources = counts.map { "\($0.total) by \($0.source)" }.joined(separator: ", ")
        StandardOutput.write(
            total == 0 ? "no suppression is meant" : "suppressions that are meant: \(total) (\(sources))")
        guard total > 0 else { return }
        guard try Agreement.isGiven(yes, to: "End them?", command: "unsuppress") else {
            return StandardOutput.write("nothing is changed")
        }
        StandardOutput.write("ended: \(try await outbox.unsuppress(filter))")
    }

    @Sendable private static func moment(_ text: String) throws -> Timestamp {
        guard let moment = Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z") else {
            throw ValidationError("\(text) is no moment such as 2026-11-25T18:00:00Z, and no day")
        }
        return moment
    }
}
