/// The right to deliver one message, held by one worker until it settles, releases or dies.
package struct Lease: Sendable, Hashable {
    package var message: MessageID
    /// Grows with every claim: a settlement with an older token than the lease's is refused (fencing).
    package var token: Int64

    package init(message: MessageID, token: Int64) {
        self.message = message
        self.token = token
    }

    /// By the token alone, which no two leases share: each message is looked up by its lease several times.
    package func hash(into hasher: inout Hasher) { hasher.combine(token) }
}

/// Whether a message may still be sent, as the database sees it.
package enum LeaseStatus: String, Sendable, Hashable {
    case due, expired, superseded, suppressed, cancelled
    /// The lease is no longer this worker's: somebody else holds or has ended the message.
    case lost
}

/// One message, taken from the outbox under a lease. The first step on its way:
///
///     claim -> Claimed -> render -> Letter -> compose -> Message -> send -> Transmission -> judge -> Outcome -> settle
package struct Claimed: Sendable {
    package var lease: Lease
    package var status: LeaseStatus
    package var kind: String
    package var lane: Lane
    /// The number of this attempt, from 1. Attempts that a relay fault ended do not count.
    package var attempt: Int
    package var recipient: String
    package var recipientName: String?
    /// A BCP 47 tag, `fr-FR`.
    package var locale: String
    /// The parameters as a JSON object, secret ones included.
    package var parameters: String
    package var enqueuedAt: Timestamp
    /// The moment of the first claim, kept over retries: the Date header (RFC 5322 section 3.6.1).
    package var datedAt: Timestamp
    /// The moment after which the message must not go out.
    package var expiresAt: Timestamp?
    /// Time left until `expiresAt` by the database's clock at the claim: the worker counts it down on its own
    /// monotonic clock, so that two clocks need not agree.
    package var expiresIn: Duration?
    /// Time from when the message was due to this claim, by the database's clock.
    package var queued: Duration
    /// Time from when the message was first due, kept over retries, to this claim, by the database's clock: what
    /// `RetryPolicy.giveUpAfter` is compared with.
    package var sinceFirstDue: Duration
    /// How many earlier attempts ended as `Outcome.resend`: the relay may have taken the message that often.
    package var doubts: Int
    /// For the bulk lane: which issue, and the token of the recipient's subscription.
    package var issue: Issue?
    /// Whether files go with it, which are asked for apart.
    package var hasAttachments: Bool

    /// One issue of a newsletter, as one recipient sees it.
    package struct Issue: Sendable, Hashable {
        package var id: MessageID
        /// Opaque, unguessable: names the subscription in the unsubscribe link (RFC 8058 section 3.1).
        package var unsubscribeToken: String

        /// No subscription's: what a copy says that must end nobody's. The schema has it in `facteur.message_to_send`.
        package static let tokenOfNobody = "essai"

        /// Whether it is a copy to look at, whose issue may still be changed.
        package var isTest: Bool { unsubscribeToken == Self.tokenOfNobody }

        package init(id: MessageID, unsubscribeToken: String) {
            self.id = id
            self.unsubscribeToken = unsubscribeToken
        }
    }

    package init(
        lease: Lease, status: LeaseStatus, kind: String, lane: Lane, attempt: Int, recipient: String,
        recipientName: String?, locale: String, parameters: String, enqueuedAt: Timestamp, datedAt: Timestamp,
        expiresAt: Timestamp?, expiresIn: Duration?, queued: Duration, issue: Issue?,
        sinceFirstDue: Duration? = nil, doubts: Int = 0, hasAttachments: Bool = false
    ) {
        self.lease = lease
        self.status = status
        self.kind = kind
        self.lane = lane
        self.attempt = attempt
        self.recipient = recipient
        self.recipientName = recipientName
        self.locale = locale
        self.parameters = parameters
        self.enqueuedAt = enqueuedAt
        self.datedAt = datedAt
        self.expiresAt = expiresAt
        self.expiresIn = expiresIn
        self.queued = queued
        self.issue = issue
        self.sinceFirstDue = sinceFirstDue ?? queued
        self.doubts = doubts
        self.hasAttachments = hasAttachments
    }
}
