import Mail

/// One message in a list.
package struct MessageLine: Sendable, Hashable, Encodable {
    package var id: String
    package var kind: String
    package var lane: Lane
    package var recipient: String
    /// As `facteur.message_state` says; of `waiting` also `later`, `retrying`, `parked` and `paused`.
    package var state: String
    package var enqueuedAt: Timestamp
    /// When it came to this state; while it waits, when it was enqueued.
    package var since: Timestamp
    /// For a message that waits.
    package var nextAttemptAt: Timestamp?
    /// The number of the next attempt, or of the one under way.
    package var attempt: Int?
    /// What the last server said, with its codes: `550 5.1.1 User unknown`.
    package var lastReply: String?
}

extension MessageLine {
    /// Reads a row of `message_lines.sql`.
    init(_ row: Rows.Row) throws(OutboxError) {
        id = try row.string("id")
        kind = try row.string("kind")
        lane = try row.required("lane", Lane.init(rawValue:))
        recipient = try row.string("recipient")
        state = try row.string("state")
        enqueuedAt = try row.timestamp("enqueued_at")
        since = try row.timestamp("since")
        nextAttemptAt = row.optionalTimestamp("next_attempt_at")
        attempt = row.text("attempt").flatMap { Int($0) }
        let said = [row.text("code"), row.text("enhanced"), row.text("reply")].compactMap(\.self)
        lastReply = said.isEmpty ? nil : said.joined(separator: " ")
    }
}

/// Which messages are meant: those to which all that is set applies.
package struct MessageFilter: Sendable, Hashable {
    /// Those of `facteur.message_state`, and the parts of `waiting`.
    package static let states = [
        "waiting", "later", "retrying", "parked", "paused", "held", "sending", "in_doubt", "sent", "failed", "expired",
        "superseded", "cancelled", "suppressed", "limited", "bounced",
    ]

    package var states: [String]?
    package var kind: String?
    /// A domain, or a provider with all its domains (`orange`).
    package var domain: String?
    /// Enqueued then or later, while they wait; or come to their state then or later.
    package var since: Timestamp?

    package init(
        states: [String]? = nil, kind: String? = nil, domain: String? = nil, since: Timestamp? = nil
    ) {
        self.states = states
        self.kind = kind
        self.domain = domain
        self.since = since
    }
}
