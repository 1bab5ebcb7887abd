import Logging
import Mail
import Observability

extension LogLine {
    /// One JSON object: time, level, the fields, and last the text for people.
    var json: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += "{\"time\":".utf8
        JSONText.append(time.rfc3339Milliseconds, to: &bytes)
        bytes += ",\"level\":".utf8
        JSONText.append(level.rawValue, to: &bytes)
        for field in fields {
            bytes.append(UInt8(ascii: ","))
            JSONText.append(field.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Self.append(field.value, isNumber: field.field?.form.isNumber ?? false, to: &bytes)
        }
        bytes += ",\"text\":".utf8
        JSONText.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `isNumber` where the list of fields says so, however the event carried it.
    private static func append(_ value: Logger.MetadataValue, isNumber: Bool = false, to bytes: inout [UInt8]) {
        switch value {
        case .string(let text) where isNumber && isJSONNumber(text): bytes += text.utf8
        case .string(let text): JSONText.append(text, to: &bytes)
        // A number is asked for its digits before it is asked of which type it is: there are some in each message's line.
        case .stringConvertible(let value) where isNumber:
            let text = value.description
            if isJSONNumber(text) { bytes += text.utf8 } else { append(.stringConvertible(value), to: &bytes) }
        case .stringConvertible(let number as any BinaryInteger): bytes += String(describing: number).utf8
        case .stringConvertible(let number as Double) where number.isFinite: bytes += String(number).utf8
        case .stringConvertible(let flag as Bool): bytes += String(describing: flag).utf8
        case .stringConvertible(let other): JSONText.append(other.description, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .dictionary(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                append(member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Digits alone, with a sign or one point: what reads as a number in Swift and in JSON (RFC 8259 section 6).
    private static func isJSONNumber(_ text: String) -> Bool {
        if text.utf8.allSatisfy(\.isDigit), let first = text.utf8.first {
            return first != UInt8(ascii: "0") || text == "0"
        }
        if let whole = Int(text) { return String(whole) == text }
        guard let number = Double(text), number.isFinite else { return false }
        return text.utf8.first != UInt8(ascii: ".") && text.utf8.last != UInt8(ascii: ".")
            && text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }
}
