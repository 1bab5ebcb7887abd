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
        let valueBytes = text.hasValues || html?.hasValues == true ? ValueBytes(values) : nil
        guard let html else {
            text.append(values, valueBytes, to: &bytes)
            // The mail ends with its last line's CRLF (RFC 5321 section 4.1.1.4).
            if bytes.suffix(2) != Self.lineEnd[...] { bytes += Self.lineEnd }
            return
        }
        var boundary = Self.delimiter
        id.appendDigits(to: &boundary)
        bytes += Self.fieldBegun
        bytes += boundary.dropFirst(Self.signsBefore)
        bytes += Self.fieldEnd
        for part in [text, html] {
            // The CRLF before a boundary belongs to the boundary.
            bytes += boundary
            bytes += Self.lineEnd
            part.append(values, valueBytes, to: &bytes)
        }
        bytes += boundary
        bytes += Self.close
    }

    // Bytes, made once: a literal string would be looked at anew for each message.
    private static let fieldBegun = Array("Content-Type: multipart/alternative;\r\n boundary=\"".utf8)
    private static let fieldEnd = Array("\"\r\nContent-Transfer-Encoding: 7bit\r\n".utf8)
    private static let delimiter = Array("\r\n--=_".utf8)
    /// Of a delimiter: what the boundary itself does not begin with.
    private static let signsBefore = 4
    private static let lineEnd = Array("\r\n".utf8)
    private static let close = Array("--\r\n".utf8)
}
