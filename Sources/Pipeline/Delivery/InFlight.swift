import Mail

/// A claimed message in this worker's hands, with the moments that count for it on this worker's monotonic clock.
struct ClaimedMessage: Sendable {
    let claimed: Claimed
    /// When the claim was asked for: before the database read its clock, so that every deadline errs on the early side.
    let claimedAt: Duration
    /// When the message must no longer go out.
    let deadline: Duration?

    init(_ claimed: Claimed, claimedAt: Duration) {
        self.claimed = claimed
        self.claimedAt = claimedAt
        deadline = claimed.expiresIn.map { claimedAt + $0 }
    }
}

/// A message that an earlier worker had begun to send when it ended, and what its journal knows of that.
package struct Leftover: Sendable {
    package let claimed: Claimed
    package let entry: JournalEntry

    package init(_ claimed: Claimed, _ entry: JournalEntry) {
        self.claimed = claimed
        self.entry = entry
    }
}

/// What of a message is still needed once its attempt has ended: no word of it, no parameter.
struct Delivery: Sendable {
    let message: MessageID
    let kind: String
    let lane: Lane
    let attempt: Int
    let recipient: String
    /// From when it was first due to its claim.
    let sinceFirstDue: Duration

    init(_ claimed: Claimed) {
        message = claimed.lease.message
        kind = claimed.kind
        lane = claimed.lane
        attempt = claimed.attempt
        recipient = claimed.recipient
        sinceFirstDue = claimed.sinceFirstDue
    }
}

/// An attempt's end, on its way into the outbox and then into the log.
struct AttemptResult: Sendable {
    let delivery: Delivery
    let settlement: Settlement

    /// An end that the relay had no part in.
    init(_ claimed: Claimed, _ outcome: Outcome, _ reason: String, render: Duration = .zero) {
        self.init(
            claimed,
            Settlement(
                lease: claimed.lease, outcome: outcome, reply: reason,
                timings: Settlement.Timings(queued: claimed.queued, render: render)))
    }

    init(_ claimed: Claimed, _ settlement: Settlement) {
        delivery = Delivery(claimed)
        self.settlement = settlement
    }

    /// Handed back untouched: whoever claims it next begins anew.
    static func released(_ claimed: Claimed, _ reason: String) -> AttemptResult {
        AttemptResult(claimed, .released, reason)
    }
}

/// The end of an attempt before a relay sees the message (expired, superseded, suppressed, a broken template).
struct EarlyExit: Error {
    let result: AttemptResult
}

/// Where an attempt ended, and what it found out about the relay.
struct JudgedAttempt: Sendable {
    let result: AttemptResult
    let feedback: RelayFeedback
}
