/// Takes the pieces of a DNS message one by one; nil where there are no more bytes (RFC 1035 section 4.1).
struct DNSMessageReader {
    /// A name has at most 255 bytes, so no more labels than this (RFC 1035 section 2.3.4): a loop of pointers ends here.
    private static let mostLabels = 128

    private let message: [UInt8]
    private var index = 0
    private let end: Int

    init(_ message: [UInt8]) {
        self.message = message
        end = message.count
    }

    private init(_ message: [UInt8], _ range: Range<Int>) {
        self.message = message
        (index, end) = (range.lowerBound, range.upperBound)
    }

    /// What has not been taken.
    var rest: ArraySlice<UInt8> { message[index..<end] }

    /// Whether the bit QR of the header is set.
    var isReply: Bool { message.count > 2 && message[2] & 0x80 != 0 }

    mutating func byte() -> UInt8? {
        guard index < end else { return nil }
        defer { index += 1 }
        return message[index]
    }

    /// Two bytes, the most significant first.
    mutating func word() -> UInt16? {
        guard let high = byte(), let low = byte() else { return nil }
        return UInt16(high) << 8 | UInt16(low)
    }

    mutating func skip(_ count: Int) -> Bool { part(count) != nil }

    /// So many bytes, with the message around them, into which names point.
    mutating func part(_ count: Int) -> DNSMessageReader? {
        guard end - index >= count else { return nil }
        defer { index += count }
        return DNSMessageReader(message, index..<index + count)
    }

    /// A name without the dot at its end; the root is `.`. Follows pointers (RFC 1035 section 4.1.4).
    mutating func name() -> String? {
        var labels: [String] = []
        var place = index
        var isAway = false
        for _ in 0..<Self.mostLabels {
            guard place < message.count else { return nil }
            let length = Int(message[place])
            switch length {
            case 0:
                if !isAway { index = place + 1 }
                guard index <= end else { return nil }
                return labels.isEmpty ? "." : labels.joined(separator: ".")
            case 1...63:
                guard place + length < message.count else { return nil }
                labels.append(String(decoding: message[(place + 1)...(place + length)], as: UTF8.self))
                place += length + 1
            case 0xC0...:
                guard place + 1 < message.count else { return nil }
                if !isAway { index = place + 2 }
                isAway = true
                place = (length & 0x3F) << 8 | Int(message[place + 1])
            default: return nil
            }
        }
        return nil
    }
}
