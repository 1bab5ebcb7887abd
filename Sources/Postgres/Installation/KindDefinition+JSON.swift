import Mail

extension KindDefinition {
    /// The kind as `facteur.publish_kinds` takes it.
    var json: String {
        let parameters = parameters.map(\.json).joined(separator: ",")
        let locales = locales.map(JSONText.string).joined(separator: ",")
        let expiry = expiresAfter.map { "\"\($0.wholeMicroseconds) microseconds\"" } ?? "null"
        return """
            {"name":\(JSONText.string(name)),"lane":"\(lane.rawValue)","parameters":[\(parameters)],"expires_after":\(expiry),"locales":[\(locales)]}
            """
    }
}

extension ParameterDefinition {
    /// What is not said of a parameter is left out: the schema reads these with every message.
    fileprivate var json: String {
        var members = [
            "\"name\":\(JSONText.string(name))", "\"type\":\"\(type.rawValue)\"", "\"required\":\(isRequired)",
            "\"secret\":\(isSecret)",
        ]
        if !values.isEmpty { members.append("\"values\":[\(values.map(JSONText.string).joined(separator: ","))]") }
        if let maxLength { members.append("\"maxLength\":\(maxLength)") }
        if !fields.isEmpty { members.append("\"of\":[\(fields.map(\.json).joined(separator: ","))]") }
        return "{\(members.joined(separator: ","))}"
    }
}
