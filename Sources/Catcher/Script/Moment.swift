extension Script {
    /// Where a session stands when it asks its script.
    package struct Moment: Sendable, Hashable {
        package var stage: Stage
        /// The connection's number on this server, from 1.
        package var connection: Int
        /// The number of the MAIL command on this connection, from 1; 0 before the first.
        package var message: Int
        /// The reverse-path of the transaction, or of the MAIL command in question.
        package var sender: String?
        /// The recipient in question at `rcpt`; at later stages the transaction's first accepted one.
        package var recipient: String?

        package init(
            stage: Stage, connection: Int = 1, message: Int = 0, sender: String? = nil, recipient: String? = nil
        ) {
            self.stage = stage
            self.connection = connection
            self.message = message
            self.sender = sender
            self.recipient = recipient
        }
    }
}
