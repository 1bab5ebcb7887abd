import Glibc
import Logging
import Mail

/// Writes log events to standard output, one line each, or to journald, one entry each.
struct LineLogHandler: LogHandler {
    /// How an event is written.
    enum Form: Sendable {
        /// For people.
        case text(TextStyle)
        /// For people, by standard output that goes to journald, which reads a priority before the line.
        case prefixed
        /// With every field by itself; on standard output in the form of `otherwise` where journald is away.
        indirect case journal(JournalSocket, otherwise: Form)
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

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = event.metadata ?? [:]
        // The event's own go before the provider's, and those before the logger's; most have no others, and none is copied then.
        if let provided = metadataProvider?.get() { fields.merge(provided) { own, _ in own } }
        if !metadata.isEmpty { fields.merge(metadata) { own, _ in own } }
        if let error = event.error { fields["error"] = .string(String(describing: error)) }
        let line = LogLine(time: .now, level: event.level, text: event.message.description, metadata: fields)
        put(line, as: form)
    }

    private func put(_ line: LogLine, as form: Form) {
        switch form {
        case .text(let style): write(line.plain(style))
        case .prefixed:
            write("<\(line.priority)>" + line.plain(TextStyle(lead: .nothing, offset: TextStyle.localOffset)))
        case .json(let isJournal): write((isJournal ? "<\(line.priority)>" : "") + line.json)
        case .journal(let socket, let otherwise):
            if !socket.send(JournalRecord(line)) { put(line, as: otherwise) }
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
