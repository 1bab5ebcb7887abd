/// Whom a list's letters come from where it has a sender of its own, with the header fields written once for all of them. Bounces go where
/// those of the lane do: the return path is the installation's.
struct ListSender: Sendable {
    /// The domain of From, which the signatures must be of (DMARC, RFC 7489 section 3.1); nil where the lane's sender stays.
    let domain: DomainName?
    /// nil where the lane's stays.
    let from: [UInt8]?
    let replyTo: [UInt8]?

    init(_ list: FormLetter.List) throws(ComposeFault) {
        let sender = try list.sender.map { text throws(ComposeFault) in try Mailbox(parsing: text) }
        domain = sender?.address.domain
        from = sender.map { Self.field("From", $0) }
        replyTo = try list.replyTo.map { text throws(ComposeFault) in Self.field("Reply-To", try Mailbox(parsing: text))
        }
    }

    private static func field(_ name: String, _ mailbox: Mailbox) -> [UInt8] {
        var header = HeaderWriter()
        header.field(name, mailbox: mailbox)
        return header.bytes
    }
}
