extension Script {
    /// One thing a server does at a stage. A script answers a stage with a list of steps, carried out in order:
    ///
    ///     [.pause(.seconds(1)), .usual]           the right reply, late
    ///     [.reply(451, "4.7.1 Later")]            a refusal
    ///     [.keep, .close]                         at the dot: the mail is caught, its reply is lost
    ///     [.usual, .close]                        the right reply, then an idle connection that dies
    ///     [.read(2_000), .reset]                  at the body: RST after 2,000 octets of mail
    package enum Step: Sendable, Hashable {
        /// The reply that a good server gives.
        case usual
        /// The usual reply, an octet at a time with this pause between them.
        case slow(Duration)
        /// The usual reply in this many pieces, with this pause between them.
        case split(Int, Duration)
        /// The usual reply's code with a text of this many octets in one line.
        case overLong(Int)
        /// A reply of one's own; LF in the text begins another line of it. 421 closes the connection. A code below 400 lets
        /// the command take effect, even where a good server would have refused it.
        case reply(Int, String)
        /// These octets in place of a reply. They let the command take effect when they begin with 2 or 3.
        case raw([UInt8])
        case pause(Duration)
        /// FIN, after all that was written before.
        case close
        /// RST.
        case reset
        /// Says nothing more on this connection and ignores what comes, but keeps it open.
        case hang
        /// As `hang`, and reads no more, so that the sender's window fills.
        case stall
        /// At the dot: the mail is caught, whatever the reply.
        case keep
        /// At the body: what follows happens when this many octets of mail have been read.
        case read(Int)
    }
}
