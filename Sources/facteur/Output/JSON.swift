import FoundationEssentials

/// The answers of commands with `--json` (RFC 8259).
enum JSON {
    /// A whole answer, its keys in snake case as in the log and ordered by name.
    static func object(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
