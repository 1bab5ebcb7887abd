import Mail

/// A relay as the worker knows it: its connections, and its part of the mail.
package struct Relay: Sendable {
    /// `host:port`, for logs and metrics.
    package let name: String
    package let carrier: any Carrier
    /// Its part of the mail, in proportion to the others'; 0 for a spare, used while all before it are down.
    package let weight: Int

    package init(name: String, carrier: any Carrier, weight: Int = 1) {
        self.name = name
        self.carrier = carrier
        self.weight = weight
    }

    /// The same, with its use and its ends counted.
    func measured(by measures: RelayMeasures) -> Relay {
        Relay(name: name, carrier: MeasuredCarrier(carrier: carrier, measures: measures), weight: weight)
    }
}
