import Logging
import Mail
import Observability

/// One event and its fields, in the order in which they are told; how it looks is its forms' matter.
struct LogLine {
    struct Field {
        let key: String
        /// What the list says of this key; nil for one of a library's.
        let field: EventField?
        let value: Logger.MetadataValue
    }

    let time: Timestamp
    let level: Logger.Level
    let text: String
    let fields: [Field]

    /// The order of the list of fields (contract, section 5); other keys follow by name.
    private static let ranks = Dictionary(
        uniqueKeysWithValues: EventField.allCases.enumerated().map { ($1.rawValue, (rank: $0, field: $1)) })

    init(time: Timestamp, level: Logger.Level, text: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.text = text
        // A key is looked up once, what is put into order is numbers, and a field is copied once: there is a line for each message.
        var known: [(rank: Int, field: EventField, place: Logger.Metadata.Index)] = []
        known.reserveCapacity(metadata.count)
        var others: [Logger.Metadata.Index] = []
        for place in metadata.indices {
            if let (rank, field) = Self.ranks[metadata.keys[place]] {
                known.append((rank, field, place))
            } else {
                others.append(place)
            }
        }
        known.sort { $0.rank < $1.rank }
        others.sort { metadata.keys[$0] < metadata.keys[$1] }
        var fields: [Field] = []
        fields.reserveCapacity(metadata.count)
        for (_, field, place) in known {
            fields.append(Field(key: field.rawValue, field: field, value: metadata.values[place]))
        }
        for place in others {
            fields.append(Field(key: metadata.keys[place], field: nil, value: metadata.values[place]))
        }
        self.fields = fields
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
