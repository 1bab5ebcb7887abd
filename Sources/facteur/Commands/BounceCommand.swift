import ArgumentParser
import FoundationEssentials
import Glibc
import IMAP
import Logging
import Mail
import Observability
import Postgres
import Reports
import ServiceLifecycle
import Web

/// `facteur bounce [FILE...]`
struct BounceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce",
        abstract: "Takes in what came back by mail: bounces, complaints, mail to mail.unsubscribeMailto.",
        discussion: """
            Reads one mail from standard input, as a mail server's pipe gives it; or files; or a Maildir, whose mails go into its \
            subfolder .handled afterwards; or with --imap the mailbox of bounce.imap, whose mails go into \
            bounce.imap.handledFolder. Needs the database role facteur_bounce alone. Each report counts once, however often \
            it is read. From standard input the exit code is 75 while the database is away, or the message is still being sent: \
            the mail server keeps the mail, and tries again.

            Example: facteur bounce --maildir /var/mail/retours --watch
            """)

    /// EX_TEMPFAIL of sysexits.h, which mail servers read.
    static let temporaryFailure: Int32 = 75

    @Argument(help: "Mails, one in each file; without any, and without --maildir and --imap, standard input.")
    var files: [String] = []

    @Option(help: "A Maildir to which reports are delivered.")
    var maildir: String?

    @Flag(help: "Reads the mailbox of bounce.imap.url.")
    var imap = false

    @Flag(help: "Goes on with what arrives, until SIGTERM.")
    var watch = false

    @OptionGroup var options: SettingsOptions

    func validate() throws {
        if watch, maildir == nil, !imap { throw ValidationError("--watch: needs --maildir or --imap") }
        if maildir != nil, !files.isEmpty { throw ValidationError("--maildir: takes no files besides") }
        if imap, maildir != nil || !files.isEmpty {
            throw ValidationError("--imap: takes no files and no --maildir besides")
        }
    }

    func run() async throws {
        let settings = try options.settings(for: imap ? .mailbox : .outbox)
        let systemd = Systemd(environment: ProcessInfo.processInfo.environment)
        let logger = Log.start(settings, systemd)
        for warning in settings.warnings { logger.log(.setting, warning) }
        // Before anything is counted.
        let metrics = watch ? ProcessMeasures.registry() : nil
        let intake = try ReportIntake(settings, logger: logger)
        let state = BounceState()
        let admin = metrics.map { Self.admin(settings, $0, state, logger) } ?? []
        if let round = try round(intake, settings) {
            guard watch else { return try await round.once() }
            systemd.notify(.ready, .status("takes in what comes to \(round.place)"))
            try await Services.run(
                admin + [
                    WatchdogPulse(systemd: systemd), IntakeWatch(round: round, state: state, logger: logger),
                ], logger: logger)
        } else if files.isEmpty {
            try await takeStandardInput(intake)
        } else {
            try await take(files, intake)
        }
    }

    /// The place that is looked at, where one is named.
    private func round(_ intake: ReportIntake, _ settings: Settings) throws -> (any IntakeRound)? {
        if let maildir { return MaildirIntake(folder: Maildir(maildir), intake: intake) }
        return imap ? MailboxIntake(mailbox: try IMAPMailbox(settings), intake: intake) : nil
    }

    /// What operators and Prometheus may ask, where the settings say so.
    private static func admin(
        _ settings: Settings, _ metrics: MetricsRegistry, _ state: BounceState, _ logger: Logger
    ) -> [any Service] {
        guard let listen = settings[Keys.Bounce.adminListen] else { return [] }
        return [
            AdminEndpoint(
                health: { state.report }, metrics: metrics, host: listen.bindingHost, port: listen.port,
                setting: Keys.Bounce.adminListen.name, logger: logger,
                onListening: { port in
                    logger.log(.listening, "health and metrics on port \(port)", ["port": "\(port)"])
                })
        ]
    }

    private func takeStandardInput(_ intake: ReportIntake) async throws {
        let mail = try MailFile.read(STDIN_FILENO, name: "standard input")
        let answer: ReportIntake.Answer
        do throws(OutboxError) { answer = try await intake.take(mail, named: "standard input") } catch {
            for line in CommandError(error).lines { StandardError.write("facteur: \(line)") }
            throw ExitCode(Self.temporaryFailure)
        }
        switch answer {
        case .taken: break
        case .refused: throw ExitCode(CommandError.Code.failed.rawValue)
        case .later:
            StandardError.write("facteur: \(Self.later("standard input"))")
            throw ExitCode(Self.temporaryFailure)
        }
    }

    private static func later(_ name: String) -> String {
        "bounce: \(name): the message that it speaks of is being sent at this moment: try again"
    }

    private func take(_ files: [String], _ intake: ReportIntake) async throws {
        var (refused, isEarly) = (0, false)
        for file in files {
            guard let mail = try MailFile.read(file) else {
                throw CommandError.failed("bounce: \(file): there is no such file")
            }
            switch try await intake.take(mail, named: file) {
            case .taken: break
            case .refused: refused += 1
            case .later:
                StandardError.write("facteur: \(Self.later(file))")
                isEarly = true
            }
        }
        if refused > 0 {
            throw CommandError.failed("bounce: \(refused) of \(files.count) files were refused: see above")
        }
        if isEarly { throw ExitCode(Self.temporaryFailure) }
    }
}
