import Mail

/// One server of a relay as the worker knows it: its connections, and what its relay is allowed.
package struct Relay: Sendable {
    /// `host:port`, behind the relay's name where it has one: for logs and metrics.
    package let name: String
    package let carrier: any Carrier
    package let terms: RelayTerms
    /// How many connections it may have; nil for as many as each relay.
    package let connections: Int?
    /// Whether it is another server of the relay before it.
    package let isStandIn: Bool

    package init(
        name: String, carrier: any Carrier, terms: RelayTerms, connections: Int? = nil, isStandIn: Bool = false
    ) {
        self.name = name
        self.carrier = carrier
        self.terms = terms
        self.connections = connections
        self.isStandIn = isStandIn
    }

    /// A relay of one server that serves all.
    package init(name: String, carrier: any Carrier, weight: Int = 1) {
        self.init(name: name, carrier: carrier, terms: RelayTerms(weight: weight))
    }

    /// The same, with its use and its ends counted.
    func measured(by measures: RelayMeasures) -> Relay {
        Relay(
            name: name, carrier: MeasuredCarrier(carrier: carrier, measures: measures), terms: terms,
            connections: connections, isStandIn: isStandIn)
    }
}

extension [RelayTerms] {
    /// The lanes of the kinds for which relays are kept.
    package func lanes(of kinds: (_ name: String) -> KindDefinition?) -> [String: Lane] {
        var lanes: [String: Lane] = [:]
        for case .kind(let name) in flatMap(\.services) { lanes[name] = kinds(name)?.lane }
        return lanes
    }
}
