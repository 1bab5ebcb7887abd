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
    private static let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })

    init(time: Timestamp, level: Logger.Level, text: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.text = text
        // A rank is looked up once: there is a line for each message.
        fields = metadata.map { (rank: Self.ranks[$0.key] ?? Int.max, key: $0.key, value: $0.value) }
            .sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.key < $1.key }
            .map { (key: $0.key, value: $0.value) }
    }

    /// One JSON object: time, level, the fields, and last the text for people.
    var json: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += "{\"time\":".utf8
        JSONText.append(time.rfc3339Milliseconds, to: &bytes)
        bytes += ",\"level\":".utf8
        JSONText.append(level.rawValue, to: &bytes)
        for field in fields {
            bytes.append(UInt8(ascii: ","))
            JSONText.append(field.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Self.append(field.value, isNumber: Self.isNumber(field.key), to: &bytes)
        }
        bytes += ",\"text\":".utf8
        JSONText.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
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

    private static func append(_ value: Logger.MetadataValue, isNumber: Bool = false, to bytes: inout [UInt8]) {
        switch value {
        case .string(let digits) where isNumber && Int(digits) != nil: bytes += digits.utf8
        case .string(let text): JSONText.append(text, to: &bytes)
        // Most numbers are of this type, and to ask for it costs less than to ask for a protocol.
        case .stringConvertible(let number as Int): bytes += String(number).utf8
        case .stringConvertible(let number as any BinaryInteger): bytes += String(describing: number).utf8
        case .stringConvertible(let flag as Bool): bytes += String(describing: flag).utf8
        case .stringConvertible(let other): JSONText.append(other.description, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .dictionary(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
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
