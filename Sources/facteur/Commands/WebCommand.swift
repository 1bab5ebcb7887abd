import ArgumentParser
import FoundationEssentials
import Logging
import Observability
import ServiceLifecycle
import Web
import Webhooks

/// `facteur web`
struct WebCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "web",
        abstract: "The public endpoint: unsubscribe page, one-click POST and providers' webhooks, until SIGTERM.",
        discussion: """
            Listens on web.listen, behind a reverse proxy that ends TLS for web.publicUrl. Needs the database role \
            facteur_web alone. A GET or HEAD changes nothing; a client that asks more often than \
            web.requestsPerMinute gets 429. What the provider that delivers our mail reports goes to POST /w/PROVIDER, once \
            web.webhooks.PROVIDER.secretFile is set: brevo, mailjet, scaleway, ses, mailgun, postmark, resend, sendgrid. Started by \
            a socket unit of systemd (facteur-web.socket), it listens on that unit's socket instead of web.listen.

            Example: FACTEUR_WEB_LISTEN=127.0.0.1:8025 facteur web
            """)

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        Crashes.leaveNoImage()
        let settings = try options.settings(for: .web)
        let environment = ProcessInfo.processInfo.environment
        let systemd = Systemd(environment: environment)
        let logger = Log.start(settings, systemd)
        for warning in settings.warnings + SettingsWarnings.exposed(settings) { logger.log(.setting, warning) }
        let socket = try ListenSocket.descriptor(environment: environment).map { descriptor throws(CommandError) in
            try ListenSocket.take(descriptor)
        }
        // On a socket of systemd's nothing is to be bound.
        try ListenCheck.require(
            (socket == nil ? [(settings[Keys.Web.listen], Keys.Web.listen.name)] : [])
                + (settings[Keys.Web.adminListen].map { [($0, Keys.Web.adminListen.name)] } ?? []))
        let metrics = ProcessMeasures.registry()
        let endpoint = UnsubscribeEndpoint(
            settings, webhooks: try WebhookIntake(settings, logger: logger), socket: socket, logger: logger,
            onListening: { port in
                systemd.notify(.ready, .status("answers on port \(port)"))
                logger.log(.ready, "ready on port \(port)", ["port": .stringConvertible(port)])
            })
        try await Services.run(
            Self.admin(settings, metrics, logger) + [WatchdogPulse(systemd: systemd), endpoint], logger: logger)
        logger.log(.stopped, "stopped")
    }

    /// What operators and Prometheus may ask, where the settings say so. Whoever hears it at all hears it from a process that answers.
    private static func admin(_ settings: Settings, _ metrics: MetricsRegistry, _ logger: Logger) -> [any Service] {
        guard let listen = settings[Keys.Web.adminListen] else { return [] }
        let check = HealthReport.Check(name: "endpoint", concern: .life, isPassing: true, detail: "answers")
        return [
            AdminEndpoint(
                health: { HealthReport(checks: [check]) }, metrics: metrics, host: listen.bindingHost,
                port: listen.port,
                setting: Keys.Web.adminListen.name, logger: logger,
                onListening: { port in
                    logger.log(.listening, "health and metrics on port \(port)", ["port": .stringConvertible(port)])
                })
        ]
    }
}
