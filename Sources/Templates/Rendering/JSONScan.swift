import Mail

/// Reads a JSON object (RFC 8259). Of two members of one name the last counts, as in the database. Foundation's decoder takes longer for one
/// link than the rest of the letter, and knows a decimal number only in binary.
struct JSONScan {
    private let bytes: [UInt8]
    private var place = 0
    /// How many lists and objects are open.
    private var depth = 0
    private static let deepest = 100

    init(_ json: String) { bytes = Array(json.utf8) }

    /// The object that the text is, and nothing besides.
    mutating func wholeObject() throws(JSONFault) -> [String: ParameterObject.Value] {
        let members = try object()
        skipSpace()
        guard place == bytes.count else { throw JSONFault() }
        return members
    }

    private mutating func object() throws(JSONFault) -> [String: ParameterObject.Value] {
        var members: [String: ParameterObject.Value] = [:]
        try open("{")
        defer { depth -= 1 }
        if take("}") { return members }
        repeat {
            let name = try text()
            guard take(":") else { throw JSONFault() }
            members[name] = try value()
        } while take(",")
        guard take("}") else { throw JSONFault() }
        return members
    }

    private mutating func list() throws(JSONFault) -> [ParameterObject.Value] {
        var items: [ParameterObject.Value] = []
        try open("[")
        defer { depth -= 1 }
        if take("]") { return items }
        repeat { items.append(try value()) } while take(",")
        guard take("]") else { throw JSONFault() }
        return items
    }

    private mutating func value() throws(JSONFault) -> ParameterObject.Value {
        skipSpace()
        switch place < bytes.count ? bytes[place] : 0 {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "["): return .list(try list())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        default: return try number()
        }
    }

    private mutating func word(
        _ word: String, _ value: ParameterObject.Value
    ) throws(JSONFault) -> ParameterObject.Value {
        guard bytes[place...].starts(with: word.utf8) else { throw JSONFault() }
        place += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONFault) -> ParameterObject.Value {
        let digits = bytes[place...].prefix { $0.isDigit || "+-.eE".utf8.contains($0) }
        guard digits.contains(where: \.isDigit) else { throw JSONFault() }
        place += digits.count
        let text = String(decoding: digits, as: UTF8.self)
        if let number = DecimalNumber(json: text) { return .number(number) }
        // One with an exponent that is no letter's is a number nevertheless.
        guard Double(text) != nil, digits.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { throw JSONFault() }
        return .other
    }

    private mutating func text() throws(JSONFault) -> String {
        guard take("\"") else { throw JSONFault() }
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            guard bytes[place] >= 0x20 else { throw JSONFault() }
            place += 1
        }
        var text = bytes[start..<place]
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped()
            case 0x20...: text.append(byte)
            default: throw JSONFault()
            }
        }
        throw JSONFault()
    }

    /// What an escape stands for, its backslash taken.
    private mutating func escaped() throws(JSONFault) -> [UInt8] {
        guard place < bytes.count else { throw JSONFault() }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "u"): return Array(String(try scalar()).utf8)
        default: throw JSONFault()
        }
    }

    /// The code point of one `u` and its digits, or of a surrogate pair of two.
    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        var point = try unit()
        if (0xD800...0xDBFF).contains(point) {
            guard bytes[place...].starts(with: "\\u".utf8) else { throw JSONFault() }
            place += 2
            let low = try unit()
            guard (0xDC00...0xDFFF).contains(low) else { throw JSONFault() }
            point = 0x10000 + (point - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(point) else { throw JSONFault() }
        return scalar
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        let digits = bytes[place...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(\.isAlphanumeric),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw JSONFault() }
        place += 4
        return unit
    }

    private mutating func open(_ bracket: Unicode.Scalar) throws(JSONFault) {
        guard depth < Self.deepest, take(bracket) else { throw JSONFault() }
        depth += 1
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }
}
