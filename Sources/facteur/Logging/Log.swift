import FoundationEssentials
import Glibc
import Logging

/// The log of this process.
enum Log {
    /// Makes every logger, those of libraries too, write events as the settings say; returns the program's own.
    static func start(_ settings: Settings, _ systemd: Systemd) -> Logger {
        // Once for all loggers: they share journald's socket.
        let form = form(
            settings[Keys.Log.format], hasJournal: systemd.hasJournal,
            style: .standardOutput(
                environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1),
            socket: { JournalSocket() })
        let level = settings[Keys.Log.level].loggerLevel
        LoggingSystem.bootstrap { _ in LineLogHandler(form: form, level: level) }
        return Logger(label: "facteur")
    }

    /// What a setting means: where standard output is the journal, `auto` gives it every field by itself.
    static func form(
        _ format: Keys.Log.Format, hasJournal: Bool, style: TextStyle, socket: () -> JournalSocket?
    ) -> LineLogHandler.Form {
        let lines: LineLogHandler.Form = hasJournal ? .prefixed : .text(style)
        switch format {
        case .json: return .json(isJournal: hasJournal)
        case .text: return lines
        case .auto where !hasJournal: return lines
        case .auto, .journal: return socket().map { .journal($0, otherwise: lines) } ?? lines
        }
    }
}

extension Keys.Log.Level {
    fileprivate var loggerLevel: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}
