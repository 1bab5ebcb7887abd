/// Reads the JSON that nearly every message has: one object of texts, lists of texts, whole numbers and nulls, without escapes but those of
/// a quote, a slash and a backslash. Says nil to all else, broken or only uncommon.
struct PlainJSONScan {
    private let bytes: [UInt8]
    private var place = 0

    init(_ json: String) { bytes = Array(json.utf8) }

    mutating func object() -> [String: ParameterObject.Value]? {
        var members: [String: ParameterObject.Value] = [:]
        guard take("{") else { return nil }
        if !take("}") {
            repeat {
                guard let name = text(), take(":"), let value = value() else { return nil }
                // Which of two it is, is not for this reader to say.
                guard members.updateValue(value, forKey: name) == nil else { return nil }
            } while take(",")
            guard take("}") else { return nil }
        }
        skipSpace()
        return place == bytes.count ? members : nil
    }

    private mutating func value() -> ParameterObject.Value? {
        skipSpace()
        switch place < bytes.count ? bytes[place] : 0 {
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "["): return list().map { .list($0) }
        case UInt8(ascii: "n"):
            guard bytes[place...].starts(with: "null".utf8) else { return nil }
            place += 4
            return .null
        default: return integer().map { .integer($0) }
        }
    }

    private mutating func list() -> [String]? {
        var items: [String] = []
        guard take("[") else { return nil }
        if take("]") { return items }
        repeat {
            guard let item = text() else { return nil }
            items.append(item)
        } while take(",")
        return take("]") ? items : nil
    }

    /// A text without control characters.
    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            guard bytes[place] >= 0x20 else { return nil }
            place += 1
        }
        var text = bytes[start..<place]
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard place < bytes.count,
                    [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(bytes[place])
                else { return nil }
                text.append(bytes[place])
                place += 1
            case 0x20...: text.append(byte)
            default: return nil
            }
        }
        return nil
    }

    /// A number of a few digits, and no fraction.
    private mutating func integer() -> Int? {
        let isNegative = take("-")
        let digits = bytes[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...15).contains(digits.count), digits.first != UInt8(ascii: "0") else { return nil }
        place += digits.count
        guard place < bytes.count, !".eE".utf8.contains(bytes[place]) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
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
