/// A kind of message, as `kind.yaml` defines it. The database gets the rules too, so that `facteur.enqueue` can refuse
/// what could never be sent.
package struct KindDefinition: Sendable, Hashable {
    /// `password-reset`: lower-case letters, digits and hyphens; the folder's name.
    package var name: String
    package var lane: Lane
    package var parameters: [ParameterDefinition]
    /// The kind's own patience; nil for the lane's.
    package var retry: RetryPolicy?
    /// How long after enqueue a message expires when the producer gave no `expires_at`; nil for never.
    package var expiresAfter: Duration?
    /// What becomes of a message whose fate nobody can know.
    package var inDoubt: InDoubtPolicy
    /// How many of it one recipient gets in a while; nil for as many as are enqueued.
    package var limit: RecipientLimit?
    /// The locales that its letters can be in, the one that others fall back to first.
    package var locales: [String]
    /// Whether its messages' attachments stay, once they have ended, for as long as their rows do: then a message that has failed can be sent
    /// again.
    package var keepsAttachments: Bool

    package init(
        name: String, lane: Lane, parameters: [ParameterDefinition], retry: RetryPolicy?, expiresAfter: Duration?,
        inDoubt: InDoubtPolicy, locales: [String], limit: RecipientLimit? = nil, keepsAttachments: Bool = true
    ) {
        self.name = name
        self.lane = lane
        self.parameters = parameters
        self.retry = retry
        self.expiresAfter = expiresAfter
        self.inDoubt = inDoubt
        self.locales = locales
        self.limit = limit
        self.keepsAttachments = keepsAttachments
    }
}

/// What to do when the dot was out and its reply never read.
package enum InDoubtPolicy: String, Sendable, Hashable {
    /// Send once more, with the same Message-ID: late or lost is worse than twice.
    case resend
    /// Wait for a person's `facteur resolve`.
    case hold
}
