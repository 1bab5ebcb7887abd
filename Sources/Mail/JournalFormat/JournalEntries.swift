/// What is known, outside the database, of one message that began to leave.
package struct JournalEntry: Sendable, Hashable {
    /// The reply to the final dot; nil when none was read.
    package var reply: Reply?

    package init(reply: Reply?) { self.reply = reply }

    /// How the attempt ended on the wire, as far as anybody can know: the same facts that a living connection reports.
    package var end: Transmission.End {
        guard let reply else {
            return .inDoubt(.closedByPeer, detail: "the worker ended between the final dot and its reply")
        }
        return reply.isPositive ? .accepted(reply) : .refused(reply, at: .dot)
    }
}

/// What a worker left behind: read at the next start, before the first claim.
package struct JournalEntries: Sendable, Hashable {
    /// The epoch under which the leases were held; nil when there was no worker before.
    package var epoch: String?
    /// Every message whose dot was about to leave and whose outcome is not known to be stored.
    package var entries: [Lease: JournalEntry] = [:]
    /// Lines that could not be read: the tail of a cut write, or damage.
    package var unreadableLines = 0

    package init() {}
}
