/// What an attempt came to: what the settler stores, what the log says. An early exit is an outcome too, never an error.
package enum Outcome: Sendable, Hashable {
    /// The relay took the message. Accepted is not yet delivered (RFC 5321 section 6.1).
    case sent
    /// The recipient's own server asked for patience: this attempt counts, the next one is after `delay`.
    case deferred(delay: Duration)
    /// A fault of the relay's, of the connection or of the recipient's whole domain: the attempt does not count.
    case postponed(delay: Duration)
    /// It will not be sent; `suppress` when the address itself is dead.
    case failed(suppress: Bool)
    case expired
    case superseded
    case suppressed
    case cancelled
    /// The dot was out, the reply unread, and the kind is held for a person to decide.
    case inDoubt
    /// In doubt too, but the kind prefers twice to never (`InDoubtPolicy.resend`): goes again after `delay` with the same
    /// Message-ID. Stored as a doubt, so that the next claim knows of it (`Claimed.doubts`).
    case resend(delay: Duration)
    /// Not tried: whom it is for may not be written to here (`DeliveryRule`). It waits for a person to let it go, and no attempt is counted.
    case held
    /// Handed back untouched; the attempt does not count and nothing is logged as a delivery.
    case released

    /// How an outcome is written down, in the database and in the log.
    package struct Record: Sendable, Hashable {
        /// As `facteur.settle` and the delivery log know it; one that ends the message is in the type `facteur.outcome`, too.
        package let word: String
        /// The name of the log event; nil where nothing is logged.
        package let event: String?
        /// How long until the message goes again; nil when it does not, or at once.
        package let delay: Duration?
        /// Whether no mail goes to the address any more.
        package let suppresses: Bool
        /// Whether the message is done with.
        package let isEnd: Bool
    }

    package var record: Record {
        switch self {
        case .sent: Self.end("sent")
        case .deferred(let delay): Self.again("deferred", after: delay, event: "deferred")
        case .postponed(let delay): Self.again("postponed", after: delay, event: "deferred")
        case .failed(let suppress): Self.end("failed", suppresses: suppress)
        case .expired: Self.end("expired")
        case .superseded: Self.end("superseded")
        case .suppressed: Self.end("suppressed")
        case .cancelled: Self.end("cancelled")
        case .inDoubt: Record(word: "in_doubt", event: "in_doubt", delay: nil, suppresses: false, isEnd: false)
        case .resend(let delay): Self.again("resend", after: delay, event: "in_doubt")
        case .held: Record(word: "held", event: "held", delay: nil, suppresses: false, isEnd: false)
        case .released: Record(word: "released", event: nil, delay: nil, suppresses: false, isEnd: false)
        }
    }

    private static func end(_ word: String, suppresses: Bool = false) -> Record {
        Record(word: word, event: word, delay: nil, suppresses: suppresses, isEnd: true)
    }

    private static func again(_ word: String, after delay: Duration, event: String) -> Record {
        Record(word: word, event: event, delay: delay, suppresses: false, isEnd: false)
    }
}

/// An attempt's outcome with all that the delivery log keeps of it.
package struct Settlement: Sendable {
    package var lease: Lease
    package var outcome: Outcome
    /// The reply's code, or nil where no reply decided.
    package var code: Int?
    /// The enhanced status code, `4.7.1` (RFC 3463), or nil.
    package var enhanced: String?
    /// The reply's text, or in one sentence why there is none; never a link, never a parameter's value.
    package var reply: String
    package var relay: String?
    /// How long all mail to the recipient's domain rests from now; nil where the domain has done nothing.
    package var parking: Duration?
    package var timings: Timings

    /// Where the time went.
    package struct Timings: Sendable, Hashable {
        package var queued: Duration
        package var render: Duration
        package var connect: Duration
        package var dialogue: Duration

        package init(
            queued: Duration = .zero, render: Duration = .zero, connect: Duration = .zero, dialogue: Duration = .zero
        ) {
            self.queued = queued
            self.render = render
            self.connect = connect
            self.dialogue = dialogue
        }
    }

    package init(
        lease: Lease, outcome: Outcome, code: Int? = nil, enhanced: String? = nil, reply: String, relay: String? = nil,
        parking: Duration? = nil, timings: Timings
    ) {
        self.lease = lease
        self.outcome = outcome
        self.code = code
        self.enhanced = enhanced
        self.reply = reply
        self.relay = relay
        self.parking = parking
        self.timings = timings
    }
}
