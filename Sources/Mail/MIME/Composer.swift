/// Makes the mail out of the letter: headers, parts, bytes for the wire. The same letter for the same message is the same bytes on
/// every attempt and every machine.
package struct Composer: Sendable {
    private let transactional: Identity
    private let bulk: Identity
    private let zone: Zone

    /// The zone is the one that Date is written in.
    package init(transactional: Identity, bulk: Identity, zone: Zone = .paris) {
        self.transactional = transactional
        self.bulk = bulk
        self.zone = zone
    }

    package func compose(_ letter: Letter, for claimed: Claimed) throws(ComposeFault) -> Message {
        let identity = claimed.lane == .bulk ? bulk : transactional
        let id = claimed.lease.message
        let address = try ComposeFault.address(claimed.recipient, of: "the recipient")
        let named = try Mailbox(name: claimed.recipientName, address: address)
        // What a stranger typed into a form as a name is shown to the owner of the address: a link in it is bait.
        let recipient = PersonName.isPresentable(named.name ?? "") ? named : try Mailbox(name: nil, address: address)

        var header = HeaderWriter()
        header.field("Date", DateLine.text(claimed.datedAt, in: zone))
        header.field("From", mailbox: identity.from)
        header.field("To", mailbox: recipient)
        if let replyTo = identity.replyTo { header.field("Reply-To", mailbox: replyTo) }
        header.field("Subject", text: try subject(of: letter))
        // The identity of the row, so that a message sent twice can be known as one.
        header.field("Message-ID", "<\(id.compact)@\(identity.from.address.domain.ascii)>")
        header.field("MIME-Version", "1.0")
        header.field("Content-Language", try token(letter.language, of: "the letter's language"))
        try writeAutomation(letter, claimed, identity, to: &header)

        let body = Body(text: letter.text, html: letter.html)
        return Message(
            lease: claimed.lease, lane: claimed.lane, attempt: claimed.attempt,
            envelope: Envelope(sender: identity.returnPath.sender(of: id), recipient: address.text),
            bytes: body.appended(to: header.bytes, boundary: "=_" + id.compact))
    }

    /// What tells other machines that this is a machine's mail, and a newsletter's reader how to leave.
    private func writeAutomation(
        _ letter: Letter, _ claimed: Claimed, _ identity: Identity, to header: inout HeaderWriter
    ) throws(ComposeFault) {
        header.field("Auto-Submitted", "auto-generated")
        // Exchange's way (MS-OXCMAIL 2.1.3.2.20): no receipts and no absence notes; bounces (NDR) are wanted.
        header.field("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply")
        if let sender = identity.feedbackSender {
            let kind = try token(claimed.kind, of: "the kind's name")
            let campaign = claimed.issue?.id.compact ?? kind
            header.field("Feedback-ID", "\(campaign):\(claimed.lane.rawValue):\(letter.language):\(sender)")
        }
        if let unsubscribe = letter.unsubscribe {
            try ListHeaders.write(unsubscribe, from: identity.from.address.domain, to: &header)
        } else if claimed.lane == .bulk {
            throw ComposeFault("the letter is for the bulk lane and has no way to unsubscribe")
        }
        if claimed.lane == .bulk { header.field("Precedence", "bulk") }
    }

    private func subject(of letter: Letter) throws(ComposeFault) -> HeaderText {
        guard !letter.subject.isEmpty else { throw ComposeFault("the subject is empty") }
        return try HeaderText(letter.subject, of: "the subject")
    }

    private func token(_ text: String, of place: String) throws(ComposeFault) -> String {
        guard text.utf8.count <= 50, Identity.isToken(text) else {
            throw ComposeFault("\(place) must be at most 50 letters, digits, hyphens and underscores")
        }
        return text
    }
}
