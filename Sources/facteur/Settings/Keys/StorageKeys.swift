/// The keys, by section: `settings[Keys.Database.url]`.
enum Keys {
    /// Where the outbox is.
    enum Database {
        static let url = Setting<String?>(
            "database.url", .databaseURL, isSecret: true,
            "the PostgreSQL that holds the outbox; sslmode and the like as for libpq")
        static let passwordFile = Setting<String?>(
            "database.passwordFile", .path, "a file that holds the database password, and nothing else")
    }

    /// What editors write.
    enum Templates {
        static let directory = Setting<String?>(
            "templates.directory", .path, "the kinds and their words; without it the ones that ship")
    }

    /// What the worker keeps on this machine.
    enum State {
        static let directory = Setting<String?>(
            "state.directory", .path,
            "the worker's journal, one worker a directory; without it systemd's state directory, or /var/lib/facteur")
    }

    /// How long rows are kept.
    enum Retention {
        static let messages = Setting(
            "retention.messages", .duration(.days(1) ... .days(3650)), default: .days(30),
            "how long an ended message is kept; its secret parameters go at once")
        static let deliveries = Setting(
            "retention.deliveries", .duration(.days(1) ... .days(3650)), default: .days(180),
            "how long the delivery log is kept")
    }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
