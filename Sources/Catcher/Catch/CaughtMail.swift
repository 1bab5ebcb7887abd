/// A mail that the server accepted.
package struct CaughtMail: Sendable, Hashable {
    /// Its place in the mailbox, from 1; 0 until it is there.
    package var number: Int
    /// The connection it came over, from 1.
    package var connection: Int
    /// The reverse-path, empty for a bounce.
    package var sender: String
    package var recipients: [String]
    /// The mail as sent, dots unstuffed, without the final dot's line.
    package var bytes: [UInt8]
    /// When it was caught, since 1970-01-01 00:00 UTC.
    package var caughtAt: Duration

    package init(
        number: Int = 0, connection: Int = 1, sender: String, recipients: [String], bytes: [UInt8],
        caughtAt: Duration = .zero
    ) {
        self.number = number
        self.connection = connection
        self.sender = sender
        self.recipients = recipients
        self.bytes = bytes
        self.caughtAt = caughtAt
    }
}
