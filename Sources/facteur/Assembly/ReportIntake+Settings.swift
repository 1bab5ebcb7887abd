import Logging
import Mail
import Postgres
import Reports

extension ReportIntake {
    /// The intake of the settings. Throws the faults of the operator's table of replies.
    init(_ settings: Settings, logger: Logger) throws(CommandError) {
        let replies = try ReloadableReplies(settings)
        self.init(
            reader: ReportReader(
                unsubscribe: settings[Keys.Mail.unsubscribeMailto].flatMap { try? UnsubscribeAddress($0) }),
            judge: { reply in replies.judge(.refused(reply, at: .rcpt)) },
            store: PostgresReports(DatabaseSettings(settings)), logger: logger,
            isMasked: settings[Keys.Log.recipients] == .masked)
    }
}
