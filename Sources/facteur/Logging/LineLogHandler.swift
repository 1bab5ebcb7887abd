import Glibc
import Logging
import Mail

/// Writes log events to standard output, one line each.
struct LineLogHandler: LogHandler {
    /// How lines look.
    enum Form: Sendable {
        /// For a person at a terminal.
        case text
        /// For journald, which adds its own time and reads a priority.
        case journal
        /// One JSON object a line; under systemd with the priority before it.
        case json(isJournal: Bool)
    }

    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let form: Form
    private let write: @Sendable (String) -> Void

    init(form: Form, level: Logger.Level, write: @escaping @Sendable (String) -> Void = StandardOutput.write) {
        self.form = form
        logLevel = level
        self.write = write
    }

    init(settings: Settings, systemd: Systemd) {
        let form: Form =
            switch settings[Keys.Log.format] {
            case .json: .json(isJournal: systemd.hasJournal)
            case .text: systemd.hasJournal ? .journal : .text
            }
        self.init(form: form, level: settings[Keys.Log.level].loggerLevel)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let own = event.metadata { fields.merge(own) { $1 } }
        if let error = event.error { fields["error"] = .string(String(describing: error)) }
        write(line(for: event, fields))
    }

    private func line(for event: LogEvent, _ fields: Logger.Metadata) -> String {
        let line = LogLine(time: .now, level: event.level, text: event.message.description, metadata: fields)
        return switch form {
        case .text: line.plain(withTime: true)
        case .journal: "<\(line.priority)>\(line.plain(withTime: false))"
        case .json(let isJournal): (isJournal ? "<\(line.priority)>" : "") + line.json
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

extension Timestamp {
    /// The wall clock of this machine, for logs: what decides about mail is the database's clock.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
