import Mail

/// A parameter of a statement, in PostgreSQL's text form. Always bound, never pasted into SQL.
struct Value: Sendable, ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByIntegerLiteral {
    let text: String?

    init(_ text: String?) { self.text = text }
    init(stringLiteral text: String) { self.text = text }
    init(nilLiteral: ()) { text = nil }
    init(integerLiteral number: Int) { text = String(number) }
    init(_ number: some BinaryInteger) { text = String(number) }
    init(_ flag: Bool) { text = flag ? "t" : "f" }
    init(_ message: MessageID) { text = message.description }
    /// A span of time, for an `interval` parameter.
    init(_ duration: Duration) { text = "\(duration.wholeMicroseconds) microseconds" }

    /// An array, for `unnest`; nil elements are NULL.
    init(array elements: [String?]) {
        var bytes = [UInt8(ascii: "{")]
        for element in elements {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += "NULL".utf8
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        text = String(decoding: bytes, as: UTF8.self)
    }

    init(array numbers: [some BinaryInteger]) { text = "{" + numbers.map { String($0) }.joined(separator: ",") + "}" }

    init(array messages: [MessageID]) { text = "{" + messages.map(\.description).joined(separator: ",") + "}" }
}

extension Duration {
    /// The length in microseconds, PostgreSQL's resolution, rounded towards zero. More than a hundred years are a hundred: what settings
    /// say must end neither this program nor PostgreSQL's calendar.
    var wholeMicroseconds: Int64 {
        let century: Int64 = 3_155_760_000
        let (seconds, attoseconds) = components
        guard abs(seconds) < century else { return seconds < 0 ? -century * 1_000_000 : century * 1_000_000 }
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
