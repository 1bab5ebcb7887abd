import Logging
import Synchronization

/// Keeps every line that is logged.
final class LogTape: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let text: String
        let fields: [String: String]

        var event: String? { fields["event"] }
    }

    private let tape = Mutex<[Line]>([])

    var lines: [Line] { tape.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(tape: self) } }

    func lines(_ event: String) -> [Line] { lines.filter { $0.event == event } }

    private struct Handler: LogHandler {
        let tape: LogTape
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = (event.metadata ?? [:]).mapValues(\.description)
            let line = Line(level: event.level, text: event.message.description, fields: fields)
            tape.tape.withLock { $0.append(line) }
        }
    }
}
