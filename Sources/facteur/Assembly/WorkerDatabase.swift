import Mail
import Pipeline
import Postgres

/// What a worker asks of its database from the start on.
struct WorkerDatabase: Sendable {
    let migrator: Migrator
    let publisher: PostgresInstallation
    let outbox: PostgresOutbox

    /// Connects to nothing yet.
    init(_ settings: Settings) {
        let database = DatabaseSettings(settings)
        migrator = Migrator(database)
        publisher = PostgresInstallation(database)
        outbox = PostgresOutbox(
            database, times: WorkerSettings(settings).leases, retention: Retention(settings), version: Facteur.version,
            delivery: DeliveryRule(settings))
    }

    /// Connects side by side, while the worker reads its templates.
    func open() async {
        async let isMigratorOpen: Void = migrator.open()
        async let isPublisherOpen: Void = publisher.open()
        await outbox.open()
        _ = await (isMigratorOpen, isPublisherOpen)
    }
}
