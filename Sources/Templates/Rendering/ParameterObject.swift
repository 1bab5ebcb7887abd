import FoundationEssentials

/// A message's parameters as the producer gave them: a JSON object (RFC 8259), read once.
struct ParameterObject {
    /// What may stand under a name.
    enum Value: Equatable {
        case text(String)
        case list([String])
        case integer(Int)
        case null
        /// What no parameter can be.
        case other
    }

    private let members: [String: Value]

    /// Throws for what is no JSON object.
    init(_ json: String) throws {
        // Foundation's decoder takes longer for one link than the rest of the letter, so it is kept for what is uncommon.
        var scan = PlainJSONScan(json)
        members = try scan.object() ?? JSONDecoder().decode([String: Value].self, from: Data(json.utf8))
    }

    /// nil where the name is not there.
    subscript(name: String) -> Value? { members[name] }
}

extension ParameterObject.Value: Decodable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        self =
            if value.decodeNil() {
                .null
            } else if let text = try? value.decode(String.self) {
                .text(text)
            } else if let list = try? value.decode([String].self) {
                .list(list)
            } else if let integer = try? value.decode(Int.self) {
                .integer(integer)
            } else {
                .other
            }
    }
}
