import Logging
import Mail
import Postgres
import Webhooks

extension WebhookIntake {
    /// The intake of the settings. Throws the faults of the operator's table of replies.
    convenience init(_ settings: Settings, logger: Logger) throws(CommandError) {
        let replies = try ReloadableReplies(settings)
        let lines = WebhookLines(logger: logger, isMasked: settings[Keys.Log.recipients] == .masked)
        let secrets = Keys.Web.Webhooks.secretFiles.compactMap { file in
            settings.secret(file.setting).map { (file.provider, $0) }
        }
        self.init(
            adapters: WebhookAdapters.all(CurlClient()), secrets: Dictionary(secrets) { first, _ in first },
            store: PostgresReports(DatabaseSettings(settings)),
            suppresses: { replies.judge(.refused($0, at: .rcpt)).suppress }, clock: { Timestamp.now }, tell: lines.write
        )
    }
}
