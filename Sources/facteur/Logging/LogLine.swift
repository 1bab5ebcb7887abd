import Logging
import Mail
import Observability

/// One event and its fields, in the order in which they are told; how it looks is its forms' matter.
struct LogLine {
    struct Field: Comparable {
        let key: String
        /// What the list says of this key; nil for one of a library's.
        let field: EventField?
        let value: Logger.MetadataValue
        private let rank: Int

        init(_ key: String, _ value: Logger.MetadataValue) {
            let known = LogLine.known[key]
            self.key = key
            self.value = value
            field = known?.field
            rank = known?.rank ?? Int.max
        }

        static func < (left: Field, right: Field) -> Bool {
            left.rank != right.rank ? left.rank < right.rank : left.key < right.key
        }

        static func == (left: Field, right: Field) -> Bool { left.key == right.key }
    }

    let time: Timestamp
    let level: Logger.Level
    let text: String
    let fields: [Field]

    /// The order of the list of fields (contract, section 5); other keys follow by name.
    fileprivate static let known = Dictionary(
        uniqueKeysWithValues: EventField.allCases.enumerated().map { ($1.rawValue, (rank: $0, field: $1)) })

    init(time: Timestamp, level: Logger.Level, text: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.text = text
        // A key is looked up once, and a field is moved once, however it is compared: there is a line for each message.
        let unordered = metadata.map { Field($0.key, $0.value) }
        fields = unordered.indices.sorted { unordered[$0] < unordered[$1] }.map { unordered[$0] }
    }

    /// The event's name; nil for a line of a library.
    var event: String? {
        guard let first = fields.first, first.field == .event else { return nil }
        return first.value.description
    }

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
