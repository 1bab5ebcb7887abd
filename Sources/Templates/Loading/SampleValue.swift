import FoundationEssentials

/// A value of a sample, as a producer would give it.
enum SampleValue: Encodable {
    case text(String)
    case integer(Int)
    case list([String])
    case object([String: SampleValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let integer): try container.encode(integer)
        case .list(let items): try container.encode(items)
        case .object(let fields): try container.encode(fields)
        }
    }

    /// The values as a JSON object, in the order of their names.
    static func json(_ values: [String: SampleValue]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, integers, lists and dictionaries of them are always encodable.
        return (try? encoder.encode(values)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
