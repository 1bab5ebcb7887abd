/// The queue at one moment, as gauges show it.
package struct QueueSurvey: Sendable, Hashable {
    /// Counts go no further, so that a long queue costs no more than this.
    package static let most = 100_000

    /// Due messages that nobody holds, those to parked domains included.
    package var waiting: [Lane: Int]
    /// Messages that a person must decide about.
    package var inDoubt: [Lane: Int]
    package var parked: [ParkedDomain]

    package init(waiting: [Lane: Int] = [:], inDoubt: [Lane: Int] = [:], parked: [ParkedDomain] = []) {
        self.waiting = waiting
        self.inDoubt = inDoubt
        self.parked = parked
    }
}

/// A recipients' domain whose mail rests as a whole, because it takes less than it is given.
package struct ParkedDomain: Sendable, Hashable {
    /// The provider's name, `orange` for orange.fr and wanadoo.fr; a domain of nobody's known is its own family.
    package var family: String
    /// From then on one message may probe it; its reply decides about the others.
    package var until: Timestamp
    package var since: Timestamp
    /// The reply that parked it: code, enhanced status code, text.
    package var reason: String
    /// How often in a row it was parked; each time for twice as long.
    package var consecutiveParks: Int

    package init(family: String, until: Timestamp, since: Timestamp, reason: String, consecutiveParks: Int) {
        self.family = family
        self.until = until
        self.since = since
        self.reason = reason
        self.consecutiveParks = consecutiveParks
    }
}
