/// Whether a refusal for good that no row of the table of replies knows is one message's fate, or the way in which a relay refuses
/// everybody: an account that is paused, say, in words that nobody has met yet. Pure: it is told the time as a duration since any
/// fixed moment.
///
/// Failing a message deletes its link, so it must be sure. A relay that has just taken other mail, and that refuses nobody else in
/// the same words, means this message. One that refuses several recipients in a row in the same words means us.
package struct RefusalCircuit: Sendable {
    /// What the refusal is taken for.
    package enum Judgement: Sendable, Hashable {
        /// This message's end.
        case message
        /// Nobody knows yet: the message goes again.
        case undecided
        /// The relay's, or our account's with it: no mail goes until somebody has looked.
        case relay
    }

    /// How long ago a relay may have taken other mail to be one that takes mail.
    package static let memory: Duration = .seconds(600)
    /// So many different recipients, refused in a row in the same words, are everybody.
    package static let recipientsInARow = 3

    private var acceptedAt: Duration?
    private var wording = ""
    private var recipients: Set<String> = []

    package init() {}

    /// The relay took a message.
    package mutating func accepted(at now: Duration) {
        acceptedAt = now
        recipients = []
    }

    /// The relay refused a message for good.
    package mutating func refused(_ recipient: String, _ reply: Reply, at now: Duration) -> Judgement {
        let wording = reply.commonWording
        if wording != self.wording { (self.wording, recipients) = (wording, []) }
        if recipients.count < Self.recipientsInARow { recipients.insert(recipient) }
        if recipients.count >= Self.recipientsInARow { return .relay }
        let isTakingMail = acceptedAt.map { now - $0 <= Self.memory } ?? false
        return recipients.count == 1 && isTakingMail ? .message : .undecided
    }
}
