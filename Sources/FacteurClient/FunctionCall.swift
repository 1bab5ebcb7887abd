import FoundationEssentials

/// A call of one of the schema's functions: values are bound, never written into the statement, and only those that were given are named,
/// so that the defaults are the database's.
struct FunctionCall {
    let function: String
    private var arguments: [String] = []
    private(set) var values: [String?] = []

    init(_ function: String) { self.function = function }

    /// Names an argument, where there is a value for it.
    mutating func add(_ name: String, _ value: String?, _ type: String = "text") {
        guard let value else { return }
        values.append(value)
        let place = "$\(values.count)::text"
        arguments.append("\(name) => \(type == "text" ? place : "\(place)::\(type)")")
    }

    mutating func add(_ name: String, _ moment: Date?) { add(name, moment.map(Self.text), "timestamptz") }

    /// Names an argument of bytes. Base64 is a third more than they are, PostgreSQL's own form would be twice as much.
    mutating func addBase64(_ name: String, _ bytes: Data) {
        values.append(bytes.base64EncodedString())
        arguments.append("\(name) => decode($\(values.count)::text, 'base64')")
    }

    /// One column with what it returns, one row or several.
    var statement: String {
        "SELECT answer::text FROM facteur.\(function)(\(arguments.joined(separator: ", "))) AS answer"
    }

    /// A moment as PostgreSQL and JSON write it, to the millisecond.
    static func text(_ moment: Date) -> String {
        moment.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// JSON as the schema's functions take it: moments as `2026-11-25T13:05:00Z`.
    static func json(_ value: any Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
