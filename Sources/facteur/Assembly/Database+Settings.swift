import Postgres

extension DatabaseSettings {
    /// The database as the settings have it. Only for a purpose that needs `database.url`, which is checked when they are read.
    init(_ settings: Settings) {
        self.init(
            url: settings[Keys.Database.url] ?? "",
            password: settings.secret(Keys.Database.passwordFile).map { Password($0) })
    }
}

extension Retention {
    /// In whole days: the delivery log is kept in a partition a day.
    init(_ settings: Settings) {
        self.init(
            messageDays: settings[Keys.Retention.messages].days, logDays: settings[Keys.Retention.deliveries].days,
            kindDays: Dictionary(
                uniqueKeysWithValues: settings.names(of: Keys.Retention.kinds).compactMap { kind in
                    settings[Keys.Retention.kinds.of(kind)].map { (kind, $0.days) }
                }))
    }
}

extension Duration {
    fileprivate var days: Int { Int(components.seconds / 86_400) }
}
