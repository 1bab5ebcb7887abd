/// A letter with files: `multipart/mixed` around the letter's own parts (RFC 2046 section 5.1.3). Its bytes come in parts of which each but
/// the last ends with CRLF; the pieces of files stay where they are.
struct MixedBody {
    private let attachments: [Attachment]
    private let boundary: [UInt8]

    /// Smaller pieces are copied: for them a write of their own costs more.
    private static let copied = 16 * 1024

    /// As `=_` and digits, the boundary of a letter's alternatives, it stands in no base64 and no quoted-printable; neither begins as the
    /// other does.
    init(_ attachments: [Attachment], boundary id: MessageID) {
        self.attachments = attachments
        var boundary = Array("=_m".utf8)
        id.appendDigits(to: &boundary)
        self.boundary = boundary
    }

    /// Appends the header's last fields, and all up to the letter's own fields.
    func begin(in bytes: inout [UInt8]) {
        bytes += "Content-Type: multipart/mixed;\r\n boundary=\"".utf8
        bytes += boundary
        bytes += "\"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n--".utf8
        bytes += boundary
        bytes += "\r\n".utf8
    }

    /// Appends the files to the mail whose letter has just ended; returns what follows behind these bytes.
    func finish(_ bytes: inout [UInt8]) throws(ComposeFault) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        // What goes behind `bytes` in the same part, or behind the last large piece.
        var pending: [UInt8] = []
        for attachment in attachments {
            try appendFields(of: attachment, to: &pending)
            for piece in attachment.content.pieces {
                if piece.count <= Self.copied {
                    pending += piece
                    continue
                }
                if parts.isEmpty { bytes += pending } else { parts.append(pending) }
                parts.append(piece)
                pending = []
            }
        }
        pending += "--".utf8
        pending += boundary
        pending += "--\r\n".utf8
        if parts.isEmpty { bytes += pending } else { parts.append(pending) }
        return parts.filter { !$0.isEmpty }
    }

    private func appendFields(of attachment: Attachment, to bytes: inout [UInt8]) throws(ComposeFault) {
        let name = try HeaderText(attachment.name, of: "an attachment's name").value
        let type = try HeaderText(attachment.mediaType, of: "an attachment's media type").value
        bytes += "--".utf8
        bytes += boundary
        bytes += "\r\nContent-Type: ".utf8
        bytes += type.utf8
        // For programs that look for the name here alone: in their only form.
        FieldParameter.append("name", FieldParameter.plain(name), to: &bytes)
        bytes += "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment".utf8
        FieldParameter.append("filename", name, to: &bytes)
        bytes += "\r\n\r\n".utf8
    }
}
