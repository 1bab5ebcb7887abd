/// Who a lane's mails come from: one identity for mails that a person waits for, another for newsletters, so that the reputation of the
/// one does not sink the other.
package struct Identity: Sendable, Hashable {
    /// A mailbox that somebody reads: providers refuse senders that cannot receive.
    package let from: Mailbox
    package let replyTo: Mailbox?
    package let returnPath: ReturnPath
    /// The sender's part of Feedback-ID: 5 to 15 letters, digits, hyphens or underscores, stable over years; nil for no header.
    package let feedbackSender: String?

    /// Without a return path bounces go to the From address.
    package init(
        from: Mailbox, replyTo: Mailbox? = nil, returnPath: ReturnPath? = nil, feedbackSender: String? = nil
    ) throws(ComposeFault) {
        if let feedbackSender {
            guard (5...15).contains(feedbackSender.utf8.count), Self.isToken(feedbackSender) else {
                throw ComposeFault(
                    "the feedback sender must be 5 to 15 letters, digits, hyphens or underscores, as providers ask")
            }
        }
        self.from = from
        self.replyTo = replyTo
        self.returnPath = returnPath ?? ReturnPath(from.address)
        self.feedbackSender = feedbackSender
    }

    /// A word for a structured header: ASCII letters, digits, hyphens and underscores.
    static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    /// Such a word that is short as well, or the fault with the name of the place where it stood.
    static func token(_ text: String, of place: String) throws(ComposeFault) -> String {
        guard text.utf8.count <= 50, isToken(text) else {
            throw ComposeFault("\(place) must be at most 50 letters, digits, hyphens and underscores")
        }
        return text
    }
}
