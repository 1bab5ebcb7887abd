/// Sender and recipient of one SMTP transaction (RFC 5321 section 2.3.1): not what the headers say, but where it goes.
package struct Envelope: Sendable, Hashable {
    /// The return path, without angle brackets: ASCII, checked.
    package var sender: String
    /// The one recipient: checked, the domain in A-labels.
    package var recipient: String

    /// Whether only a relay that offers SMTPUTF8 can be given it (RFC 6531).
    package var needsSMTPUTF8: Bool { !recipient.utf8.allSatisfy { $0 < 0x80 } }

    package init(sender: String, recipient: String) {
        self.sender = sender
        self.recipient = recipient
    }
}

/// A mail ready for the wire: CRLF lines, seven bits (but for the To field of a recipient that needs SMTPUTF8), no line that begins with a dot, CRLF at the end.
package struct Message: Sendable {
    package var lease: Lease
    package var lane: Lane
    package var attempt: Int
    package var envelope: Envelope
    package let bytes: [UInt8]
    /// What follows behind these bytes, part by part: attachments, which are shared and never put together. Each part but the last ends with
    /// CRLF, and so do `bytes` then.
    package let rest: [[UInt8]]
    /// Whether the composer made the bytes, so that nobody need look whether they are all that.
    let isComposed: Bool
    /// What of the message must not be repeated, whatever the relay says of it.
    package var secrets = Secrets()
    /// How long it may wait for a connection until somebody must look whether it may still go; nil: as long as it takes.
    package var patience: Duration?
    /// Hears every reply of the relay, with the command that it answers, on the thread that sends: for whoever tries a relay; nobody for
    /// mail of the outbox.
    package var hears: (@Sendable (Reply, SMTPStage) -> Void)?

    package init(lease: Lease, lane: Lane, attempt: Int, envelope: Envelope, bytes: [UInt8]) {
        self.init(
            lease: lease, lane: lane, attempt: attempt, envelope: envelope, bytes: bytes, rest: [], isComposed: false)
    }

    init(
        lease: Lease, lane: Lane, attempt: Int, envelope: Envelope, composed bytes: [UInt8], rest: [[UInt8]] = []
    ) {
        self.init(
            lease: lease, lane: lane, attempt: attempt, envelope: envelope, bytes: bytes, rest: rest, isComposed: true)
    }

    /// How many bytes it has in all.
    package var size: Int { rest.reduce(bytes.count) { $0 + $1.count } }

    private init(
        lease: Lease, lane: Lane, attempt: Int, envelope: Envelope, bytes: [UInt8], rest: [[UInt8]], isComposed: Bool
    ) {
        self.lease = lease
        self.lane = lane
        self.attempt = attempt
        self.envelope = envelope
        self.bytes = bytes
        self.rest = rest
        self.isComposed = isComposed
    }
}
