import Mail

/// A message's parameters as the producer gave them: a JSON object (RFC 8259), read once.
struct ParameterObject {
    /// What may stand under a name.
    indirect enum Value: Equatable {
        case text(String)
        case number(DecimalNumber)
        case boolean(Bool)
        case list([Value])
        case object([String: Value])
        case null
        /// A number that no letter says.
        case other
    }

    let members: [String: Value]

    /// Throws for what is no JSON object.
    init(_ json: String) throws(JSONFault) {
        var scan = JSONScan(json)
        members = try scan.wholeObject()
    }

    /// nil where the name is not there.
    subscript(name: String) -> Value? { members[name] }
}

/// A text that is no JSON, or nested deeper than any value of a parameter.
struct JSONFault: Error {}
