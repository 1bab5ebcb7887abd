/// The parts of a mail: plain text alone, or plain text and HTML as alternatives (RFC 2046 section 5.1.4: the last is preferred).
struct Body {
    private let text: Part
    private let html: Part?

    init(text: String, html: String?) {
        self.text = Part(type: "text/plain", text)
        self.html = html.map { Part(type: "text/html", $0) }
    }

    /// The whole mail: the given header, the body's own fields, and the parts. `=_` stands in no quoted-printable and no base64, so a
    /// boundary that begins with it needs no search.
    func appended(to header: [UInt8], boundary: String) -> [UInt8] {
        var bytes = header
        bytes.reserveCapacity(header.count + 1024 + text.estimate + (html?.estimate ?? 0))
        guard let html else {
            text.append(to: &bytes)
            // The mail ends with its last line's CRLF (RFC 5321 section 4.1.1.4).
            if bytes.suffix(2) != [0x0D, 0x0A] { bytes.append(contentsOf: [0x0D, 0x0A]) }
            return bytes
        }
        bytes.append(
            contentsOf: "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n".utf8)
        bytes.append(contentsOf: "Content-Transfer-Encoding: 7bit\r\n".utf8)
        for part in [text, html] {
            // The CRLF before a boundary belongs to the boundary.
            bytes.append(contentsOf: "\r\n--\(boundary)\r\n".utf8)
            part.append(to: &bytes)
        }
        bytes.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        return bytes
    }
}

/// One text part with its header.
private struct Part {
    private let type: String
    private let content: [UInt8]

    init(type: String, _ content: String) {
        self.type = type
        let bytes = Array(content.utf8)
        self.content = bytes.mayHoldCombiningMarks ? Array(content.composed().utf8) : bytes
    }

    /// About how many bytes it takes, as French needs them.
    var estimate: Int { content.count + content.count / 4 }

    func append(to bytes: inout [UInt8]) {
        let beyondASCII = content.reduce(0) { $0 + Int($1 >> 7) }
        // Quoted-printable triples each byte beyond ASCII; from a sixth on base64, which adds a third to all, is shorter.
        let isBase64 = beyondASCII * 6 > content.count
        bytes.append(contentsOf: "Content-Type: \(type); charset=utf-8\r\n".utf8)
        bytes.append(contentsOf: "Content-Transfer-Encoding: \(isBase64 ? "base64" : "quoted-printable")\r\n\r\n".utf8)
        if isBase64 { Base64.appendLines(content, to: &bytes) } else { QuotedPrintable.append(content, to: &bytes) }
    }
}
