import Mail
import Pipeline

extension WorkerSettings {
    /// The worker's flow as the settings have it. What they leave out of a lane's retry rules is left to its kinds.
    init(_ settings: Settings) {
        let connections = settings[Keys.SMTP.connections]
        self.init(
            connections: connections,
            reservedShare: Double(settings[Keys.SMTP.reservedForTransactional]) / Double(connections),
            retry: [
                .transactional: Retry(
                    delays: settings[Keys.Retry.transactionalDelays],
                    giveUpAfter: settings[Keys.Retry.transactionalGiveUpAfter]),
                .bulk: Retry(
                    delays: settings[Keys.Retry.bulkDelays], giveUpAfter: settings[Keys.Retry.bulkGiveUpAfter]),
            ],
            stopTimeout: settings[Keys.Worker.stopTimeout],
            recipients: settings[Keys.Log.recipients] == .full ? .full : .masked)
    }
}
