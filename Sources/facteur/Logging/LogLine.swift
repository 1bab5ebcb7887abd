import Logging
import Mail
import Observability

/// One event and its fields, in the order in which they are told; how it looks is its forms' matter.
struct LogLine {
    let time: Timestamp
    let level: Logger.Level
    let text: String
    let fields: [(key: String, value: Logger.MetadataValue)]

    /// The order of the list of fields (contract, section 5); other keys follow by name.
    private static let ranks = Dictionary(
        uniqueKeysWithValues: EventField.allCases.enumerated().map { ($1.rawValue, $0) })

    init(time: Timestamp, level: Logger.Level, text: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.text = text
        // A rank is looked up once: there is a line for each message.
        fields = metadata.map { (rank: Self.ranks[$0.key] ?? Int.max, key: $0.key, value: $0.value) }
            .sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.key < $1.key }
            .map { (key: $0.key, value: $0.value) }
    }

    /// The event's name; nil for a line of a library.
    var event: String? { fields.first { $0.key == EventField.event.rawValue }?.value.description }

    /// The priority of syslog(3), as journald reads it.
    var priority: Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
