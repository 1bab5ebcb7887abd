import Mail

/// A value of a sample, as a producer would give it.
enum SampleValue {
    case text(String)
    /// A number or a boolean, as JSON writes it.
    case literal(String)
    case list([SampleValue])
    case object([String: SampleValue])

    /// The values as a JSON object, in the order of their names.
    static func json(_ values: [String: SampleValue]) -> String { SampleValue.object(values).json }

    private var json: String {
        switch self {
        case .text(let text): return JSONText.string(text)
        case .literal(let literal): return literal
        case .list(let items): return "[" + items.map(\.json).joined(separator: ",") + "]"
        case .object(let fields):
            let members = fields.sorted { $0.key < $1.key }.map { JSONText.string($0.key) + ":" + $0.value.json }
            return "{" + members.joined(separator: ",") + "}"
        }
    }
}
