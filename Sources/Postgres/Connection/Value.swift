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
        bytes.reserveCapacity(elements.reduce(2) { $0 + ($1?.utf8.count ?? 2) + 3 })
        for element in elements {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += "NULL".utf8
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            let start = bytes.count
            bytes += element.utf8
            if bytes[start...].contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                bytes.removeLast(bytes.count - start)
                Self.append(escaped: element, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        text = String(decoding: bytes, as: UTF8.self)
    }

    private static func append(escaped element: String, to bytes: inout [UInt8]) {
        for byte in element.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
    }

    init(array numbers: [some FixedWidthInteger & SignedInteger]) {
        self.init(array: numbers, width: 20) { $1.append(decimal: Int64($0)) }
    }

    init(array messages: [MessageID]) {
        self.init(array: messages, width: 36) { $0.appendDescription(to: &$1) }
    }

    /// An array of elements that need no quotes. `width`: of most of them at most.
    private init<Element>(array elements: [Element], width: Int, _ append: (Element, inout [UInt8]) -> Void) {
        var bytes = [UInt8(ascii: "{")]
        bytes.reserveCapacity(2 + elements.count * (width + 1))
        for element in elements {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            append(element, &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        text = String(decoding: bytes, as: UTF8.self)
    }
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
