/// The identity of one message in the outbox: the UUID that `facteur.enqueue` returned.
package struct MessageID: Sendable, Hashable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// The sixteen bytes as two words, the most significant first.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// By the half that is random in every version in use (RFC 9562 section 5).
    package func hash(into hasher: inout Hasher) { hasher.combine(low) }

    /// Reads the canonical form (RFC 9562 section 4), in either case; nil for anything else.
    package init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// The same of a whole string, over its bytes: three of them stand in each claimed row, and what is generic is not made for its type
    /// beyond this module.
    package init?(_ text: String) {
        var text = text
        guard let id = text.withUTF8({ Self(canonical: $0) }) else { return nil }
        self = id
    }

    private init?(canonical bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 36 else { return nil }
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for place in 0..<36 {
            let byte = bytes[place]
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = Self.hexadecimalValue(of: byte) else { return nil }
            if place < 18 { halves.high = halves.high << 4 | value } else { halves.low = halves.low << 4 | value }
        }
        (high, low) = halves
    }

    /// Reads the thirty-two digits of `compact`; nil for anything else.
    package init?(compact text: some StringProtocol) {
        guard text.utf8.count == 32 else { return nil }
        self.init(digits: text.utf8)
    }

    private init?(digits: some Sequence<UInt8>) {
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for (index, byte) in digits.enumerated() {
            guard let value = Self.hexadecimalValue(of: byte) else { return nil }
            if index < 16 { halves.high = halves.high << 4 | value } else { halves.low = halves.low << 4 | value }
        }
        (high, low) = halves
    }

    /// The identity that a copy of the message to somebody else goes by: the same on every attempt, and nobody's in any outbox, so that
    /// nothing that comes back for the copy is taken for news of the message.
    var ofCopy: MessageID { MessageID(high: high, low: ~low) }

    /// Thirty-two lower-case hexadecimal digits without hyphens: fits a local part or a Message-ID.
    package var compact: String {
        var digits: [UInt8] = []
        appendDigits(to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends the digits of `compact`, without a string between: the journal writes two lines a message.
    package func appendDigits(to bytes: inout [UInt8]) {
        Self.append(high, to: &bytes)
        Self.append(low, to: &bytes)
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        // Lazily, so that the array grows once and is filled in place.
        bytes.append(contentsOf: (0..<16).lazy.map { digit(of: word, at: $0) })
    }

    private static func digit(of word: UInt64, at place: Int) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: word >> (60 - 4 * place)) & 0xF
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The canonical form, lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var next = 0
            for place in 0..<32 {
                if place == 8 || place == 12 || place == 16 || place == 20 {
                    text[next] = UInt8(ascii: "-")
                    next += 1
                }
                text[next] = Self.digit(of: place < 16 ? high : low, at: place & 15)
                next += 1
            }
            return next
        }
    }

    /// Appends `description`.
    package func appendDescription(to bytes: inout [UInt8]) {
        var text = description
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    package static func < (left: MessageID, right: MessageID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private static func hexadecimalValue(of byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
