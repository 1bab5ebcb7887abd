import Mail

extension KindDefinition {
    /// The kind as `facteur.publish_kinds` takes it.
    var json: String {
        let parameters = parameters.map(\.json).joined(separator: ",")
        let expiry = expiresAfter.map { "\"\($0.wholeMicroseconds) microseconds\"" } ?? "null"
        return """
            {"name":\(JSON.string(name)),"lane":"\(lane.rawValue)","parameters":[\(parameters)],"expires_after":\(expiry)}
            """
    }
}

extension ParameterDefinition {
    fileprivate var json: String {
        """
        {"name":\(JSON.string(name)),"kind":"\(type.rawValue)","required":\(isRequired),"secret":\(isSecret)}
        """
    }
}

/// The little JSON that this room writes itself.
enum JSON {
    /// A string in quotes, escaped (RFC 8259 section 7).
    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted.unicodeScalars.append(contentsOf: ["\\", scalar])
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
