@testable import Mail

/// Composes a mail the plain way, from whole texts and field after field: what `Composer`, which encodes most of a letter once for all
/// readers, must do to the byte.
enum ReferenceComposer {
    /// What a letter says, and how its reader leaves.
    struct Words {
        var subject: String
        var text: String
        var html: String?
        var language = "fr"
        var unsubscribe: (link: String, mailto: String?, list: FormLetter.List)?
    }

    static func compose(_ words: Words, for claimed: Claimed, by identity: Identity) throws -> [UInt8] {
        let id = claimed.lease.message
        let address = try EmailAddress(claimed.recipient)
        let named = try Mailbox(name: claimed.recipientName, address: address)
        let recipient = PersonName.isPresentable(named.name ?? "") ? named : try Mailbox(name: nil, address: address)
        var header = HeaderWriter()
        header.field("Date", DateLine.text(claimed.datedAt, in: .paris))
        header.field("From", mailbox: identity.from)
        header.field("To", mailbox: recipient)
        if let replyTo = identity.replyTo { header.field("Reply-To", mailbox: replyTo) }
        header.field("Subject", text: try HeaderText(words.subject, of: "the subject"))
        header.field("Message-ID", "<\(id.compact)@\(identity.from.address.domain.ascii)>")
        header.field("MIME-Version", "1.0")
        header.field("Content-Language", words.language)
        header.field("Auto-Submitted", "auto-generated")
        header.field("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply")
        if claimed.lane == .transactional { header.field("X-Entity-Ref-ID", id.compact) }
        if let sender = identity.feedbackSender {
            let campaign = claimed.issue?.id.compact ?? claimed.kind
            header.field("Feedback-ID", "\(campaign):\(claimed.lane.rawValue):\(words.language):\(sender)")
        }
        if let unsubscribe = words.unsubscribe {
            let id = unsubscribe.list.id
            let name = try HeaderText(unsubscribe.list.name, of: "the list's name")
            header.finish(
                HeaderWriter(beginning: "List-Id", phrase: name),
                identifier: id.contains(".") ? id : "\(id).\(identity.from.address.domain.ascii)")
            let mailto = unsubscribe.mailto.map { "<mailto:\($0)>" }
            header.field(
                "List-Unsubscribe",
                items: ["<\(unsubscribe.link)>" + (mailto == nil ? "" : ",")] + (mailto.map { [$0] } ?? []))
            header.field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        }
        if claimed.lane == .bulk { header.field("Precedence", "bulk") }
        return body(words, after: header.bytes, boundary: "=_" + id.compact)
    }

    private static func body(_ words: Words, after header: [UInt8], boundary: String) -> [UInt8] {
        var bytes = header
        guard let html = words.html else {
            bytes += part(type: "text/plain", words.text)
            if bytes.suffix(2) != [0x0D, 0x0A] { bytes += [0x0D, 0x0A] }
            return bytes
        }
        bytes += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n".utf8
        bytes += "Content-Transfer-Encoding: 7bit\r\n".utf8
        for (type, text) in [("text/plain", words.text), ("text/html", html)] {
            bytes += "\r\n--\(boundary)\r\n".utf8
            bytes += part(type: type, text)
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }

    private static func part(type: String, _ text: String) -> [UInt8] {
        let content = Array(text.composed().utf8)
        let isBase64 = content.count(where: { $0 >= 0x80 }) * 6 > content.count
        var bytes = Array("Content-Type: \(type); charset=utf-8\r\n".utf8)
        bytes += "Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")\r\n\r\n".utf8
        if isBase64 { Base64.appendLines(content, to: &bytes) } else { QuotedPrintable.append(content, to: &bytes) }
        return bytes
    }
}
