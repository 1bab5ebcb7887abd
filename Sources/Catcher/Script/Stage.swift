extension Script {
    /// The points of an SMTP session at which a script is asked what to do.
    package enum Stage: String, Sendable, Hashable, CaseIterable {
        case greeting, ehlo, starttls, auth, mail, rcpt, data
        /// While the mail is read, between 354 and the final dot.
        case body
        /// The mail has been read whole; its verdict is due.
        case dot
        case rset, noop, vrfy, quit
    }
}
