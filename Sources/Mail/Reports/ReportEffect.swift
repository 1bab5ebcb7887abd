/// What a report came to in the outbox, and what is known of the message that it spoke of.
package struct ReportEffect: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The message ended so.
        case bounced
        /// Its reader gets no more newsletters.
        case complained
        /// The subscription ended.
        case unsubscribed
        /// Nobody knew whether the relay had taken the message, and it had.
        case sent
        /// It speaks of a message of ours, and changes nothing.
        case noted
        /// It was taken in before.
        case known
        /// It speaks of nothing of ours.
        case unknown
    }

    package var kind: Kind
    package var message: MessageID?
    /// The kind of message, `password-reset`.
    package var messageKind: String?
    package var lane: Lane?
    /// Whom the outbox had it sent to, whatever the report says.
    package var recipient: String?
    package var newsletter: MessageID?

    package init(
        _ kind: Kind, message: MessageID? = nil, messageKind: String? = nil, lane: Lane? = nil,
        recipient: String? = nil,
        newsletter: MessageID? = nil
    ) {
        self.kind = kind
        self.message = message
        self.messageKind = messageKind
        self.lane = lane
        self.recipient = recipient
        self.newsletter = newsletter
    }
}

/// Where reports are taken in, each once.
package protocol ReportStore: Sendable {
    /// Throws `.locked` while a worker has the message in its hands: nothing is stored, and the report is to be handed in again.
    ///
    /// - Parameters:
    ///   - source: Who brings it: `mail`, or a provider.
    ///   - key: What the source calls it; with the same one it is the same report.
    ///   - suppress: Whether the server's words mean that the mailbox is dead.
    func take(_ report: Report, source: String, key: String, suppress: Bool) async throws(OutboxError) -> ReportEffect
}
