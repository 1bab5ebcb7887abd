import Mail

extension KindDefinition {
    /// What the kind says of limits, as `facteur.publish_limits` takes it.
    var limitJSON: String {
        let limit = limit.map {
            """
            {"most":\($0.most),"period":"\($0.period.wholeMicroseconds) microseconds","excess":"\($0.excess.rawValue)"}
            """
        }
        return "{\"name\":\(JSONText.string(name)),\"limit\":\(limit ?? "null")}"
    }
}
