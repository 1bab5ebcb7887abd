/// The parts of a mail: plain text alone, or plain text and HTML as alternatives (RFC 2046 section 5.1.4: the last is preferred).
struct Body: Sendable {
    let text: BodyPart
    let html: BodyPart?

    /// About how many bytes it takes with these values.
    func estimate(_ values: [String]) -> Int {
        256 + text.estimate + (html?.estimate ?? 0) + values.reduce(0) { $0 + 4 * $1.utf8.count }
    }

    /// Appends the body's own fields, which end the header, and the parts. `=_` stands in no quoted-printable and no base64, so a
    /// boundary that begins with it and ends with the message's identity needs no search.
    func append(_ values: [String], boundary id: MessageID, to bytes: inout [UInt8]) {
        let arePlain = values.allSatisfy(\.isPlainInBody)
        guard let html else {
            text.append(values, arePlain: arePlain, to: &bytes)
            // The mail ends with its last line's CRLF (RFC 5321 section 4.1.1.4).
            if bytes.suffix(2) != [0x0D, 0x0A] { bytes += [0x0D, 0x0A] }
            return
        }
        var digits: [UInt8] = []
        digits.reserveCapacity(32)
        id.appendDigits(to: &digits)
        bytes += "Content-Type: multipart/alternative;\r\n boundary=\"=_".utf8
        bytes += digits
        bytes += "\"\r\nContent-Transfer-Encoding: 7bit\r\n".utf8
        for part in [text, html] {
            // The CRLF before a boundary belongs to the boundary.
            bytes += "\r\n--=_".utf8
            bytes += digits
            bytes += "\r\n".utf8
            part.append(values, arePlain: arePlain, to: &bytes)
        }
        bytes += "\r\n--=_".utf8
        bytes += digits
        bytes += "--\r\n".utf8
    }
}

extension String {
    /// Whether it says nothing that reaches beyond its line: it adds no line and takes none away, and no mark of it joins a letter
    /// before it.
    fileprivate var isPlainInBody: Bool {
        !isEmpty && utf8.allSatisfy { $0 != 0x0A && $0 != 0x0D && !$0.mayBeginCombiningMark }
    }
}
