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
    fileprivate var json: String {
        """
        {"name":\(JSONText.string(name)),"kind":"\(type.rawValue)","required":\(isRequired),"secret":\(isSecret)}
        """
    }
}
