import Mail
import Postgres

/// The keys, by section: `settings[Keys.Database.url]`. A key's default, unit and documentation stand here alone:
/// docs/settings.md and deploy/facteur.yaml are made of them (`make docs`). Where a room has a standard of its own, the default names it.
enum Keys {
    /// Where the outbox is.
    enum Database {
        static let url = Setting<String?>(
            "database.url", .databaseURL, isSecret: true, example: .set("postgresql://127.0.0.1/shop"),
            """
            Without a user in it everybody connects as who they are: the units say so by PGUSER, people by their own name and \
            ~/.pgpass. sslmode and the like as for libpq: ?sslmode=verify-full&sslrootcert=system
            """)
        static let passwordFile = Setting<String?>(
            "database.passwordFile", .path, isSecret: true, example: .shown("/etc/facteur/database-password"),
            "A file that holds the password and nothing else. The units set it to a credential of theirs.")

        static let sections = [
            SettingsSection(
                "database",
                "The PostgreSQL that holds the outbox: the application's own database, so that mail is enqueued in its "
                    + "transactions.",
                [url, passwordFile])
        ]
    }

    /// What editors write.
    enum Templates {
        static let directory = Setting<String?>(
            "templates.directory", .path, example: .shown("/srv/shop/templates"),
            "The kinds and their words; without it the ones that ship with the program.")

        static let sections = [SettingsSection("templates", "What editors write.", [directory])]
    }

    /// What the worker keeps on this machine.
    enum State {
        static let directory = Setting<String?>(
            "state.directory", .path, example: .set("/var/lib/facteur"),
            "One worker a directory; without it systemd's state directory, or /var/lib/facteur.")

        static let sections = [
            SettingsSection(
                "state", "What the worker keeps on this machine: the journal of what is leaving.", [directory])
        ]
    }

    /// How long rows are kept.
    enum Retention {
        static let messages = Setting(
            "retention.messages", .duration(.days(1) ... .days(3650)), default: .days(Postgres.Retention().messageDays),
            "How long an ended message is kept.")
        static let deliveries = Setting(
            "retention.deliveries", .duration(.days(1) ... .days(3650)), default: .days(Postgres.Retention().logDays),
            "How long the delivery log is kept: every attempt and its reply.")

        static let kinds = Setting<Duration?>(
            "retention.kinds.<kind>", .duration(.days(1) ... .days(3650)), example: .shown("7d"),
            """
            How long an ended message of this kind is kept, with its attempts and what was reported of it; what is not named goes by \
            retention.messages. A variable has the kind in front: FACTEUR_RETENTION_KINDS is sign-in-code=7d, newsletter=90d.
            """)

        static let sections = [
            SettingsSection(
                "retention", "How long rows are kept. Secret parameters go as soon as their message has ended.",
                [messages, deliveries]),
            SettingsSection("retention.kinds", "", [kinds]),
        ]
    }
}

extension Keys {
    /// How long an address that is dead stays so.
    enum Suppression {
        static let expires = Setting<SuppressionExpiry>(
            "suppression.expires", .expiry(.days(1) ... .days(3650)), default: .after(Installation.standardSuppression),
            """
            How long an address gets no mail after a server last said that its mailbox is dead: a provider on a bad evening says so \
            of thousands that are not. never: until `facteur unsuppress`. What a person suppresses never ends.
            """)

        static let sections = [
            SettingsSection(
                "suppression",
                "Addresses that get no mail. Of several workers that differ, the last to start counts.", [expires])
        ]
    }
}

/// When a suppression that a worker made comes to an end.
enum SuppressionExpiry: Sendable, Hashable {
    case never
    case after(Duration)

    /// As the settings write it.
    var text: String {
        switch self {
        case .never: "never"
        case .after(let time): DurationText.text(time)
        }
    }

    /// nil for never.
    var duration: Duration? { if case .after(let time) = self { time } else { nil } }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}
