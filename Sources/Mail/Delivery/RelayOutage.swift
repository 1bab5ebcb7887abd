/// A relay that a worker finds to be down.
package struct RelayOutage: Sendable, Hashable {
    /// `host:port`.
    package var relay: String
    /// How long messages have been held back, by the worker's own clock.
    package var lasted: Duration
    /// What is wrong, for the operator: one line, with neither addresses nor links.
    package var reason: String

    package init(relay: String, lasted: Duration, reason: String) {
        self.relay = relay
        self.lasted = lasted
        self.reason = reason
    }
}
