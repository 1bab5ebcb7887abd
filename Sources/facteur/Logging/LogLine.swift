import Logging
import Mail

/// One event in one line, for people or for machines.
struct LogLine {
    let time: Timestamp
    let level: Logger.Level
    let text: String
    let fields: [(key: String, value: Logger.MetadataValue)]

    /// The order in which a delivery is told (contract, section 5); other keys follow by name.
    private static let order = [
        "event", "message", "kind", "lane", "attempt", "recipient", "relay", "code", "enhanced", "reply",
        "next_attempt", "queued_ms", "render_ms", "connect_ms", "smtp_ms",
    ]

    init(time: Timestamp, level: Logger.Level, text: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.text = text
        let rank = Dictionary(uniqueKeysWithValues: Self.order.enumerated().map { ($1, $0) })
        fields = metadata.map { (key: $0.key, value: $0.value) }.sorted { left, right in
            (rank[left.key] ?? Int.max, left.key) < (rank[right.key] ?? Int.max, right.key)
        }
    }

    /// One JSON object: time, level, the fields, and last the text for people.
    var json: String {
        var members = [Self.member("time", time.rfc3339Milliseconds), Self.member("level", level.rawValue)]
        members += fields.map { JSONText.string($0.key) + ":" + Self.json($0.value, isNumber: Self.isNumber($0.key)) }
        members.append(Self.member("text", text))
        return "{" + members.joined(separator: ",") + "}"
    }

    /// The text and its fields; `time` is left out where the reader of the line adds its own.
    func plain(withTime: Bool) -> String {
        var words = withTime ? [time.rfc3339Milliseconds, level.rawValue.padded(to: 7)] : []
        words.append(Self.singleLine(text))
        for field in fields where !isTold(field) {
            let value = Self.singleLine(field.value.description)
            // Not characters: a space with a mark on it is a space all the same.
            let isWord = !value.isEmpty && !value.utf8.contains { " \"=".utf8.contains($0) }
            words.append("\(field.key)=\(isWord ? value : JSONText.string(value))")
        }
        return words.joined(separator: " ")
    }

    /// The priority of syslog(3), as journald reads it at the beginning of a line.
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

    /// An event whose name is the text already.
    private func isTold(_ field: (key: String, value: Logger.MetadataValue)) -> Bool {
        field.key == "event" && field.value.description == text
    }

    /// Keys whose values are whole numbers, however the event carried them.
    private static func isNumber(_ key: String) -> Bool { key.hasSuffix("_ms") || key == "attempt" || key == "code" }

    private static func json(_ value: Logger.MetadataValue, isNumber: Bool = false) -> String {
        switch value {
        case .string(let digits) where isNumber && Int(digits) != nil: digits
        case .string(let text): JSONText.string(text)
        case .stringConvertible(let number as any BinaryInteger): String(describing: number)
        case .stringConvertible(let flag as Bool): String(describing: flag)
        case .stringConvertible(let other): JSONText.string(other.description)
        case .array(let values): "[" + values.map { json($0) }.joined(separator: ",") + "]"
        case .dictionary(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { JSONText.string($0.key) + ":" + json($0.value) }.joined(
                    separator: ",")
                + "}"
        }
    }

    private static func member(_ name: String, _ value: String) -> String {
        JSONText.string(name) + ":" + JSONText.string(value)
    }

    /// A line break in a reply must not become a line of the log.
    private static func singleLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(line)
    }
}
