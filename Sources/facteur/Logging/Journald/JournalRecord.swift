import Logging
import Mail
import Observability

/// One entry in journald's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): fields one after the other, each ended by a line feed. A
/// value that holds a line feed itself has its length before it.
struct JournalRecord {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(768) }

    /// A line with journald's own fields: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER; each of the event's keys is FACTEUR_KEY.
    init(_ line: LogLine) {
        self.init()
        append("MESSAGE", line.plain(TextStyle(lead: .nothing, offset: TextStyle.localOffset)))
        append("PRIORITY", String(line.priority))
        append("SYSLOG_IDENTIFIER", "facteur")
        for field in line.fields { append(Self.names[field.key] ?? Self.name(of: field.key), field.value.description) }
    }

    mutating func append(_ name: String, _ value: String) {
        let value = value.utf8
        bytes += name.utf8
        if value.contains(Self.lineFeed) {
            bytes.append(Self.lineFeed)
            let count = UInt64(value.count)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        } else {
            bytes.append(UInt8(ascii: "="))
        }
        bytes += value
        bytes.append(Self.lineFeed)
    }

    /// `FACTEUR_NEXT_ATTEMPT`: capitals, digits and underscores, 64 at most, as journald takes them.
    static func name(of key: String) -> String {
        var name = Array("FACTEUR_".utf8)
        for byte in key.utf8.prefix(64 - name.count) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): name.append(byte - 0x20)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): name.append(byte)
            default: name.append(UInt8(ascii: "_"))
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// Those of the list, made once.
    private static let names = Dictionary(
        uniqueKeysWithValues: EventField.allCases.map { ($0.rawValue, name(of: $0.rawValue)) })

    private static let lineFeed = UInt8(ascii: "\n")
}
