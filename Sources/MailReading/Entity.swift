/// A header and its body, as octets: a mail, or one part of one (RFC 2045 section 2.4).
package struct Entity: Sendable {
    /// Names as written, values unfolded (RFC 5322 section 2.2.3).
    package private(set) var fields: [(name: String, value: String)] = []
    package private(set) var body: ArraySlice<UInt8>

    package init(_ octets: ArraySlice<UInt8>) {
        var rest = octets
        while let line = Self.takeLine(from: &rest), !line.isEmpty {
            let text = String(decoding: line, as: UTF8.self)
            if line.first == 0x20 || line.first == 0x09 {
                if !fields.isEmpty { fields[fields.count - 1].value += text }
            } else if let colon = text.firstIndex(of: ":") {
                let value = text[text.index(after: colon)...].drop { $0 == " " }
                fields.append((String(text[..<colon]), String(value)))
            }
        }
        body = rest
    }

    /// The first field of a name, in any case.
    package func value(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// `text/html`, in lower case.
    package var type: String {
        let value = value("Content-Type") ?? "text/plain"
        return value.prefix { $0 != ";" && $0 != " " }.lowercased()
    }

    /// A parameter of Content-Type, without its quotes; empty when there is none.
    func parameter(_ name: String) -> String {
        for part in (value("Content-Type") ?? "").split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimming(" \t") }
            if pair.count == 2, pair[0].lowercased() == name { return String(pair[1].trimming("\"")) }
        }
        return ""
    }

    /// The body as text, its transfer encoding undone; lines end in LF.
    package var text: String { text(upTo: .max) }

    /// The same of so many first octets of the body alone.
    package func text(upTo limit: Int) -> String {
        String(Charset.text(octets(upTo: limit), in: parameter("charset")).unicodeScalars.filter { $0 != "\r" })
    }

    /// What so many first octets of the body stand for, their transfer encoding undone.
    func octets(upTo limit: Int = .max) -> [UInt8] {
        let body = body.prefix(limit)
        return switch (value("Content-Transfer-Encoding") ?? "").lowercased() {
        case "quoted-printable": QuotedPrintableDecoder.decode(body)
        case "base64": Base64Decoder.decode(body) ?? Array(body)
        default: Array(body)
        }
    }

    /// The parts of a multipart body (RFC 2046 section 5.1.1); the line end before a boundary is the boundary's. A body that ends before
    /// its last boundary was cut off, as servers do with what they return: what is there of its last part counts.
    package var parts: [Entity] {
        let delimiter = Array("--\(parameter("boundary"))".utf8)
        var parts: [Entity] = []
        var start: Int?
        var rest = body
        /// Where the last line ends, its line end not included.
        var end = body.startIndex
        while let line = Self.takeLine(from: &rest) {
            if let isLast = Self.isBoundary(line, delimiter) {
                if let start { parts.append(Entity(body[start..<max(start, end)])) }
                start = isLast ? nil : rest.startIndex
                if isLast { break }
            }
            end = line.endIndex
        }
        if let start { parts.append(Entity(body[start...])) }
        return parts
    }

    /// Whether a line that is a boundary is the last one; nil for any other line. White space may follow.
    private static func isBoundary(_ line: ArraySlice<UInt8>, _ delimiter: [UInt8]) -> Bool? {
        guard line.starts(with: delimiter) else { return nil }
        var tail = line.dropFirst(delimiter.count)
        let isLast = tail.starts(with: "--".utf8)
        if isLast { tail = tail.dropFirst(2) }
        return tail.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? isLast : nil
    }

    /// Takes one line, its end not included; nil when nothing is left.
    private static func takeLine(from octets: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !octets.isEmpty else { return nil }
        let end = octets.firstIndex(of: 0x0A) ?? octets.endIndex
        let line = octets[..<end]
        octets = octets[min(end + 1, octets.endIndex)...]
        return line.last == 0x0D ? line.dropLast() : line
    }
}

extension Substring {
    /// Without the given characters at both ends.
    fileprivate func trimming(_ characters: String) -> Substring {
        var trimmed = self
        while let first = trimmed.first, characters.contains(first) { trimmed.removeFirst() }
        while let last = trimmed.last, characters.contains(last) { trimmed.removeLast() }
        return trimmed
    }
}
