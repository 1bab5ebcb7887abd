import ArgumentParser
import Mail
import Postgres

/// `facteur person export|erase ADDRESS`
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "What is held about somebody, and its end (GDPR, articles 15 and 17).",
        discussion: "Example: facteur person export camille@client.test",
        subcommands: [PersonExportCommand.self, PersonEraseCommand.self])
}

/// A command about one person.
protocol PersonSubcommand: AsyncParsableCommand {
    var options: SettingsOptions { get }
    func run(on records: PersonRecords, _ outbox: OutboxAdministration) async throws
}

extension PersonSubcommand {
    func run() async throws {
        let settings = try options.settings(for: .outbox)
        for warning in settings.warnings { StandardError.write("facteur: warning: \(warning)") }
        do {
            try await run(
                on: PersonRecords(DatabaseSettings(settings)),
                OutboxAdministration(DatabaseSettings(settings), person: Person.current))
        } catch OutboxError.statement(let line) {
            throw CommandError.failed("person \(Self.configuration.commandName ?? ""): \(line)")
        }
    }
}

/// `facteur person export ADDRESS`
struct PersonExportCommand: PersonSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes all that is held about somebody, as JSON.",
        discussion: """
            Messages with their attempts, subscriptions, suppressions, what was reported, and where else the address stands. Links with \
            tokens and other secret parameters are not shown: they would let whoever reads the file act as that person.

            Example: facteur person export camille@client.test > camille.json
            """)

    @Argument(help: "The address.")
    var address: String

    @OptionGroup var options: SettingsOptions

    func run(on records: PersonRecords, _ outbox: OutboxAdministration) async throws {
        StandardOutput.write(try await records.export(address))
    }
}

/// `facteur person erase ADDRESS`
struct PersonEraseCommand: PersonSubcommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Takes somebody out of everything that is held.",
        discussion: """
            Waiting mail is cancelled; messages, attempts, reports and subscriptions stay as counts that tell of nobody. A keyed hash of \
            the address keeps out imports and newsletters until the person subscribes again; mail that their own doings cause, such as \
            an order's, goes out. There is no way back. A proof stays, which `facteur person export` shows to whoever knows the address.

            Example: facteur person erase camille@client.test --reason "letter of 3 November"
            """)

    @Argument(help: "The address.")
    var address: String

    @Option(help: "Why, for the proof.")
    var reason: String?

    @Flag(help: "Go on without asking.")
    var yes = false

    @OptionGroup var options: SettingsOptions

    /// How long a worker may have a message in its hands: longer than a dead one counts as alive.
    private static let patience: Duration = .seconds(90)
    private static let look: Duration = .milliseconds(500)

    func run(on records: PersonRecords, _ outbox: OutboxAdministration) async throws {
        let counts = try await records.count(address)
        StandardOutput.write(
            "\(address): messages \(counts.messages), of which \(counts.waiting) wait and are cancelled; subscriptions "
                + "\(counts.subscriptions); suppressions \(counts.suppressions); reports \(counts.reports); named in "
                + "\(counts.mentions) other rows")
        guard try Agreement.isGiven(yes, to: "Erase for good?", command: "person erase") else {
            return StandardOutput.write("nothing is changed")
        }
        let erasure = try await erase(records)
        let sums = erasure.counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        StandardOutput.write("erased: \(sums); proof \(erasure.proof)")
        // Who did it stands there; whom it concerned, nowhere.
        try await outbox.record("erase", "proof \(erasure.proof)", effect: sums, reason: nil)
        if erasure.named > 0 {
            StandardOutput.write(
                "messages to others that name the address and have not ended: \(erasure.named); erase it again when they have"
            )
        }
        guard erasure.underWay == 0 else {
            throw CommandError.failed(
                "person erase: messages that are still being sent: \(erasure.underWay): erase it again in a minute")
        }
    }

    /// Erases, and again for what workers have in their hands, until they have said what became of it.
    private func erase(_ records: PersonRecords) async throws -> PersonRecords.Erasure {
        var erasure = try await records.erase(address, reason: reason)
        let deadline = ContinuousClock.now + Self.patience
        if erasure.underWay > 0 {
            StandardOutput.write("being sent at this moment: \(erasure.underWay); waits for what becomes of them")
        }
        while erasure.underWay > 0, ContinuousClock.now < deadline {
            try await Task.sleep(for: Self.look)
            erasure = try await records.erase(address, reason: reason, proof: erasure.proof)
        }
        return erasure
    }
}
