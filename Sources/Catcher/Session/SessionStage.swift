/// The points of an SMTP session at which its conduct is asked what to do.
package enum SessionStage: String, Sendable, Hashable, CaseIterable {
    case greeting, ehlo, starttls, auth, mail, rcpt, data
    /// While the mail is read, between 354 and the final dot.
    case body
    /// The mail has been read whole; its verdict is due.
    case dot
    case rset, noop, vrfy, quit
}

/// Where a session stands when it asks.
package struct SessionMoment: Sendable, Hashable {
    package var stage: SessionStage
    /// The connection's number on this server, from 1.
    package var connection: Int
    /// The number of the MAIL command on this connection, from 1; 0 before the first.
    package var message: Int
    /// The reverse-path of the transaction, or of the MAIL command in question.
    package var sender: String?
    /// The recipient in question at `rcpt`; at later stages the transaction's first accepted one.
    package var recipient: String?

    package init(
        stage: SessionStage, connection: Int = 1, message: Int = 0, sender: String? = nil, recipient: String? = nil
    ) {
        self.stage = stage
        self.connection = connection
        self.message = message
        self.sender = sender
        self.recipient = recipient
    }
}
