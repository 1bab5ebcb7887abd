import ArgumentParser
import Mail
import Postgres

/// `facteur status`
struct StatusCommand: AdministrationCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Shows whether all is well, and where every message stands.",
        discussion: """
            The first line is the verdict. For cron: --check exits with 1 when somebody must look, and then alone prints. Of very many \
            messages the counts are estimates, marked ~, that take milliseconds.

            Example: facteur status --watch

            Example: facteur status --check
            """)

    @Flag(help: "Draw it anew every two seconds, until interrupted.")
    var watch = false

    @Flag(help: "Exit with 1 when somebody must look; say nothing while all is well.")
    var check = false

    @Flag(help: "Count every message, however long that takes.")
    var exact = false

    @OptionGroup var answer: JSONOption
    @OptionGroup var options: SettingsOptions

    /// Between two looks.
    private static let pause: Duration = .seconds(2)

    func validate() throws {
        if watch, check || answer.json { throw ValidationError("status: --watch goes with neither --check nor --json") }
    }

    func run(on outbox: OutboxAdministration) async throws {
        var status = try await outbox.status(isExact: exact)
        while watch {
            // The screen is cleared, and the cursor put home (ECMA-48).
            StandardOutput.write("\u{1b}[2J\u{1b}[H" + StatusReport(status).lines.joined(separator: "\n"))
            try await Task.sleep(for: Self.pause)
            status = try await outbox.status(isExact: exact)
        }
        let isWell = QueueVerdict(status).isWell
        if answer.json {
            StandardOutput.write(try JSON.object(StatusAnswer(status)))
        } else if !check || !isWell {
            for line in StatusReport(status).lines { StandardOutput.write(line) }
        }
        if check, !isWell { throw ExitCode(CommandError.Code.failed.rawValue) }
    }
}

/// The status in JSON, with its verdict.
struct StatusAnswer: Encodable {
    private let status: QueueStatus
    private let verdict: QueueVerdict

    init(_ status: QueueStatus) {
        self.status = status
        verdict = QueueVerdict(status)
    }

    private enum CodingKeys: CodingKey { case verdict }

    func encode(to encoder: any Encoder) throws {
        try status.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(verdict, forKey: .verdict)
    }
}
