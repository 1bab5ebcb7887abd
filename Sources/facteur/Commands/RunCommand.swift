import ArgumentParser
import FoundationEssentials
import Logging
import Mail
import Observability
import Pipeline
import Postgres
import ServiceLifecycle
import UnixSignals
import Web

/// `facteur run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The worker: claims, renders, sends and settles, until SIGTERM.",
        discussion: """
            Every setting is a key of the settings file; its environment variable goes before it: smtp.caFile is \
            FACTEUR_SMTP_CA_FILE. SIGHUP makes it read the templates and smtp.repliesFile again. Durations are written 250ms, 5s, \
            2m, 1h30m, 4d; lists in a variable are separated by commas.

            \(SettingsTable.help)

            Example: facteur run --config ./facteur.yaml
            """)

    @OptionGroup var templates: TemplatesOptions
    @OptionGroup var options: SettingsOptions

    func run() async throws {
        Crashes.endAtOnce()
        Crashes.leaveNoImage()
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let environment = ProcessInfo.processInfo.environment
        let settings = try options.settings(for: .worker)
        let systemd = Systemd(environment: environment)
        let logger = Log.start(settings, systemd)
        for warning in SettingsWarnings.warnings(settings) {
            logger.log(.setting, warning)
        }
        // Before anything is said to be ready: a port that another program has would be met by every start.
        try ListenCheck.require([(settings[Keys.Admin.listen], Keys.Admin.listen.name)])
        let metrics = ProcessMeasures.registry()
        let database = WorkerDatabase(settings)
        // Nobody waits for it: a database that is away is for the services to wait for.
        Task { await database.open() }
        // Side by side: mail waits while a worker starts, and these take most of that time.
        async let replies = ReloadableReplies(settings)
        let templates = try ReloadableTemplates(try templates.directory(settings), settings)
        for warning in SettingsWarnings.strangers(settings, known: templates.kinds.map(\.name)) {
            logger.log(.setting, warning)
        }
        let assembly = WorkerAssembly(
            settings: settings, database: database, replies: try await replies, templates: templates, systemd: systemd,
            logger: logger,
            metrics: metrics)
        let services = try assembly.services(
            stateDirectory: try StateDirectory.path(settings, environment: environment))
        let reloading = ReloadService(
            hangups: hangups, replies: assembly.replies, templates: assembly.templates, systemd: systemd, logger: logger
        )
        try await Services.run([reloading] + services, logger: logger)
    }
}
