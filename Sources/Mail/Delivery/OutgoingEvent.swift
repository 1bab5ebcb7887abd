/// What became of a message, as somebody outside is told.
package struct OutgoingEvent: Sendable, Hashable {
    /// Its place in the order of all events.
    package var cursor: Int64
    /// The event's own, however often it is told: `evt_12_661721a2cb44f`.
    package var id: String
    /// The events of one message are told one after the other. nil: of no message.
    package var message: String?
    /// JSON: `{"type": "mail.sent", "timestamp": "2026-11-29T22:49:13.567311Z", "data": {...}}`.
    package var body: String

    package init(cursor: Int64, id: String, message: String?, body: String) {
        self.cursor = cursor
        self.id = id
        self.message = message
        self.body = body
    }
}

/// The next events for an endpoint; none when there are none, when it rests, or when another worker tells it.
package struct EventBatch: Sendable, Hashable {
    /// In the order of their cursors.
    package var events: [OutgoingEvent]
    /// How often in a row the first of them was not taken.
    package var failures: Int

    package init(_ events: [OutgoingEvent] = [], failures: Int = 0) {
        self.events = events
        self.failures = failures
    }
}

/// What came of telling an endpoint.
package struct EventReceipt: Sendable, Hashable {
    /// It has taken all up to this one; nil where it has not taken the first.
    package var cursor: Int64?
    /// How many it took this time.
    package var told: Int
    /// Why it did not take the next, in one line; nil when it took all.
    package var fault: String?
    /// How long it rests.
    package var wait: Duration

    package init(cursor: Int64?, told: Int, fault: String? = nil, wait: Duration = .zero) {
        self.cursor = cursor
        self.told = told
        self.fault = fault
        self.wait = wait
    }
}
