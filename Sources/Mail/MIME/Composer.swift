/// Makes the mail out of the letter: headers, parts, bytes for the wire. The same letter for the same message is the same bytes on
/// every attempt and every machine.
package struct Composer: Sendable {
    private let transactional: Sender
    private let bulk: Sender
    private let zone: Zone
    private let signer: (any MessageSigner)?
    private let identityFields: [IdentityField]
    /// Whom mail may be for: every envelope is made here.
    package let rule: DeliveryRule

    /// A lane's identity, and the header fields that it writes the same in every mail.
    private struct Sender: Sendable {
        let identity: Identity
        let from: [UInt8]
        let replyTo: [UInt8]

        init(_ identity: Identity) {
            self.identity = identity
            var header = HeaderWriter()
            header.field("From", mailbox: identity.from)
            from = header.bytes
            header = HeaderWriter()
            if let replyTo = identity.replyTo { header.field("Reply-To", mailbox: replyTo) }
            replyTo = header.bytes
        }
    }

    /// The zone is the one that Date is written in. Without a signer mail leaves as it was composed. `identityFields`: those of the providers
    /// that deliver it. Where it may go by several relays it has the fields of all: its bytes are the same by whichever it goes.
    package init(
        transactional: Identity, bulk: Identity, zone: Zone = .paris, signer: (any MessageSigner)? = nil,
        identityFields: [IdentityField] = [], rule: DeliveryRule = .everybody
    ) {
        self.transactional = Sender(transactional)
        self.bulk = Sender(bulk)
        self.zone = zone
        self.signer = signer
        self.identityFields = identityFields
        self.rule = rule
    }

    /// - Parameter attachments: Files that go with the letter, in the order in which the reader finds them.
    package func compose(
        _ letter: Letter, for claimed: Claimed, attachments: [Attachment] = []
    ) throws(ComposeFault) -> Message {
        let sender = claimed.lane == .bulk ? bulk : transactional
        let identity = sender.identity
        let own = try letter.form.sender?.get()
        let domain = own?.domain ?? identity.from.address.domain
        let address = try ComposeFault.address(claimed.recipient, of: "the recipient")
        let route = try route(to: address, named: claimed.recipientName)
        let id = route.original == nil ? claimed.lease.message : claimed.lease.message.ofCopy

        var header = HeaderWriter(capacity: 1024 + letter.form.body.estimate(letter.values))
        header.field("Date") { DateLine.append(claimed.datedAt, in: zone, to: &$0) }
        header.append(own?.from ?? sender.from)
        header.field("To", mailbox: route.recipient)
        if let original = route.original { header.field(Self.originalField, text: original) }
        header.append(own?.replyTo ?? sender.replyTo)
        header.append(try letter.form.subjectField(letter.values, mark: letter.mark))
        // The identity of the row, so that a message sent twice can be known as one.
        header.field("Message-ID") { bytes in
            bytes.append(UInt8(ascii: "<"))
            id.appendDigits(to: &bytes)
            bytes.append(UInt8(ascii: "@"))
            bytes += domain.ascii.utf8
            bytes.append(UInt8(ascii: ">"))
        }
        header.append(Self.version)
        header.append(try letter.form.languageField.get())
        header.append(Self.automation)
        // Of two reset links in one conversation readers open the older one. An issue is one letter, and may be a conversation.
        if claimed.lane == .transactional { header.field(Self.entityField) { id.appendDigits(to: &$0) } }
        for field in identityFields { field.write(id, to: &header) }
        // A tester's opinion is no reader's.
        if route.original == nil { try writeFeedback(letter, claimed, identity, to: &header) }
        try writeList(letter, claimed, domain, to: &header)

        let mixed = attachments.isEmpty ? nil : MixedBody(attachments, boundary: id)
        var mail = header.finished {
            mixed?.begin(in: &$0)
            letter.form.body.append(letter.values, boundary: id, to: &$0)
        }
        let rest = try mixed?.finish(&mail) ?? []
        return Message(
            lease: claimed.lease, lane: claimed.lane, attempt: claimed.attempt,
            envelope: Envelope(sender: identity.returnPath.sender(of: id), recipient: route.recipient.address.text),
            composed: try signed(mail, and: rest, from: domain, at: claimed.datedAt), rest: rest)
    }

    private func signed(
        _ mail: [UInt8], and rest: [[UInt8]], from domain: DomainName, at moment: Timestamp
    ) throws(ComposeFault) -> [UInt8] {
        guard let signer else { return mail }
        var signed = try signer.signatures(of: mail, and: rest, from: domain, at: moment)
        guard !signed.isEmpty else { return mail }
        signed.reserveCapacity(signed.count + mail.count)
        signed += mail
        return signed
    }

    private static let version = Array("MIME-Version: 1.0\r\n".utf8)

    /// What tells other machines that this is a machine's mail. Exchange's way (MS-OXCMAIL 2.1.3.2.20): no receipts and no absence
    /// notes; bounces (NDR) are wanted.
    private static let automation = Array(
        "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n".utf8)

    /// Gmail puts mails with one sender and subject into one conversation, unless this field (in no standard) names different things.
    private static let entityField = "X-Entity-Ref-ID"

    private static let bulkPrecedence = Array("Precedence: bulk\r\n".utf8)

    /// In a mail that goes to somebody else: whom it is for. Not X-Original-To, which servers on the way write themselves.
    static let originalField = "X-Facteur-Original-To"

    /// Where a mail goes.
    private struct Route {
        let recipient: Mailbox
        /// Whom it is for, where that is somebody else.
        var original: HeaderText?
    }

    /// A mail that goes to somebody else shows in To, where mail programs show it, and in a field of its own whom it is for.
    private func route(to address: EmailAddress, named name: String?) throws(ComposeFault) -> Route {
        switch rule.disposition(of: address) {
        case .send: return Route(recipient: try recipient(name, at: address))
        case .hold: throw ComposeFault("delivery.mode is hold, and delivery.allow does not name the recipient")
        case .redirect(let target):
            return Route(
                recipient: try Mailbox(name: address.readable, address: target),
                original: try HeaderText(address.readable, of: "the recipient"))
        }
    }

    /// What a stranger typed into a form as a name is shown to the owner of the address: a link in it is bait.
    private func recipient(_ name: String?, at address: EmailAddress) throws(ComposeFault) -> Mailbox {
        let named = try Mailbox(name: name, address: address)
        return PersonName.isPresentable(named.name ?? "") ? named : try Mailbox(name: nil, address: address)
    }

    /// What a provider's complaints are counted by.
    private func writeFeedback(
        _ letter: Letter, _ claimed: Claimed, _ identity: Identity, to header: inout HeaderWriter
    ) throws(ComposeFault) {
        guard let sender = identity.feedbackSender else { return }
        let kind = try Identity.token(claimed.kind, of: "the kind's name")
        header.field("Feedback-ID") { bytes in
            if let issue = claimed.issue { issue.id.appendDigits(to: &bytes) } else { bytes += kind.utf8 }
            for word in [claimed.lane.rawValue, letter.language, sender] {
                bytes.append(UInt8(ascii: ":"))
                bytes += word.utf8
            }
        }
    }

    /// How a newsletter's reader leaves.
    private func writeList(
        _ letter: Letter, _ claimed: Claimed, _ domain: DomainName, to header: inout HeaderWriter
    ) throws(ComposeFault) {
        if let unsubscribe = letter.unsubscribe, let list = letter.form.listField {
            try ListHeaders.write(unsubscribe, try list.get(), from: domain, to: &header)
        } else if claimed.lane == .bulk {
            throw ComposeFault("the letter is for the bulk lane and has no way to unsubscribe")
        }
        if claimed.lane == .bulk { header.append(Self.bulkPrecedence) }
    }
}
