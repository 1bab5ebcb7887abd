/// The members of one JSON object (RFC 8259) whose values are strings or numbers, as servers tell why they refuse, or hand out a token.
/// What is deeper is passed over. Strict: what is no JSON has no members.
package struct JSONMembers: Sendable {
    /// An object within an object within an object: no server needs so much, and the reader's stack is not theirs.
    private static let deepest = 16

    private var values: [String: String] = [:]

    /// Reads an object; nil for anything else.
    package init?(_ bytes: some Sequence<UInt8>) {
        var reader = Reader(rest: Array(bytes)[...])
        guard let values = reader.object(depth: 0) else { return nil }
        reader.skipSpace()
        guard reader.rest.isEmpty else { return nil }
        self.values = values
    }

    /// A string, or a number as it was written; nil where there is no such member, or another kind of value. Of members that share a name
    /// the last one counts.
    package subscript(name: String) -> String? { values[name] }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func skipSpace() {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        }

        mutating func take(_ sign: Unicode.Scalar) -> Bool {
            skipSpace()
            guard rest.first == UInt8(ascii: sign) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func object(depth: Int) -> [String: String]? {
            guard depth < JSONMembers.deepest, take("{") else { return nil }
            var values: [String: String] = [:]
            if take("}") { return values }
            repeat {
                skipSpace()
                guard let name = string(), take(":"), let value = value(depth: depth) else { return nil }
                values[name] = value.text
            } while take(",")
            return take("}") ? values : nil
        }

        private mutating func array(depth: Int) -> Bool {
            guard depth < JSONMembers.deepest, take("[") else { return false }
            if take("]") { return true }
            repeat {
                guard value(depth: depth) != nil else { return false }
            } while take(",")
            return take("]")
        }

        /// nil for what is no JSON; without text for what is neither a string nor a number.
        private mutating func value(depth: Int) -> (text: String?, Void)? {
            skipSpace()
            switch rest.first {
            case UInt8(ascii: "\""): return string().map { ($0, ()) }
            case UInt8(ascii: "{"): return object(depth: depth + 1).map { _ in (nil, ()) }
            case UInt8(ascii: "["): return array(depth: depth + 1) ? (nil, ()) : nil
            default:
                let word = rest.prefix { $0.isAlphanumeric || $0 == UInt8(ascii: ".") || "+-".utf8.contains($0) }
                rest = rest.dropFirst(word.count)
                let text = String(decoding: word, as: UTF8.self)
                if ["true", "false", "null"].contains(text) { return (nil, ()) }
                return Double(text).map { _ in (text, ()) }
            }
        }

        private mutating func string() -> String? {
            guard rest.first == UInt8(ascii: "\"") else { return nil }
            rest.removeFirst()
            var units: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let scalar = escaped() else { return nil }
                    units += String(Character(scalar)).utf8
                case 0..<0x20: return nil
                default: units.append(byte)
                }
            }
            return nil
        }

        /// What follows a backslash (RFC 8259 section 7).
        private mutating func escaped() -> Unicode.Scalar? {
            switch rest.popFirst() {
            case UInt8(ascii: "\""): "\""
            case UInt8(ascii: "\\"): "\\"
            case UInt8(ascii: "/"): "/"
            case UInt8(ascii: "b"): "\u{8}"
            case UInt8(ascii: "f"): "\u{C}"
            case UInt8(ascii: "n"): "\n"
            case UInt8(ascii: "r"): "\r"
            case UInt8(ascii: "t"): "\t"
            case UInt8(ascii: "u"): codePoint()
            default: nil
            }
        }

        private mutating func codePoint() -> Unicode.Scalar? {
            guard let first = hexadecimal() else { return nil }
            guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
            guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
                let second = hexadecimal(), (0xDC00..<0xE000).contains(second)
            else { return nil }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }

        private mutating func hexadecimal() -> UInt32? {
            let digits = rest.prefix(4)
            guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
            rest = rest.dropFirst(4)
            return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        }
    }
}
