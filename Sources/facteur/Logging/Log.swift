import Logging

/// The log of this process.
enum Log {
    /// Makes every logger, those of libraries too, write events as the settings say; returns the program's own.
    static func start(_ settings: Settings, _ systemd: Systemd) -> Logger {
        LoggingSystem.bootstrap { _ in LineLogHandler(settings: settings, systemd: systemd) }
        return Logger(label: "facteur")
    }
}
