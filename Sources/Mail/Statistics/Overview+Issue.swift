extension Overview {
    /// An issue of a newsletter.
    package struct Issue: Sendable, Hashable {
        package enum State: String, Sendable, Hashable {
            case planned, sending, paused, sent, cancelled
        }

        package var id: MessageID
        package var list: String
        package var subject: String
        package var state: State
        package var sendAt: Timestamp
        /// nil where nothing has been noted yet.
        package var ledger: Ledger?

        package init(
            id: MessageID, list: String, subject: String, state: State, sendAt: Timestamp, ledger: Ledger? = nil
        ) {
            self.id = id
            self.list = list
            self.subject = subject
            self.state = state
            self.sendAt = sendAt
            self.ledger = ledger
        }

        /// What became of its readers, as of `at`: `subscribers` is the sum of the others, who complained aside.
        package struct Ledger: Sendable, Hashable {
            package var at: Timestamp
            package var subscribers = 0
            package var sent = 0
            package var waiting = 0
            package var suppressed = 0
            package var failed = 0
            package var inDoubt = 0
            package var cancelled = 0
            package var bounced = 0
            package var complained = 0
            /// Readers dealt with in each second of the last minute.
            package var perSecond = 0.0

            package init(at: Timestamp) { self.at = at }
        }

        /// When it will be done at the pace of the last minute; nil while nothing moves.
        package var end: Timestamp? {
            guard state == .sending, let ledger, ledger.waiting > 0, ledger.perSecond > 0 else { return nil }
            return ledger.at + .seconds(Double(ledger.waiting) / ledger.perSecond)
        }
    }
}
