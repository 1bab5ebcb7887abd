/// A text as JSON writes it (RFC 8259 section 7). Who writes an object by hand does so for the order of its members, which Foundation
/// cannot promise.
package enum JSONText {
    /// The text in quotes, escaped.
    package static func string(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the same.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
        // Over its bytes where they lie: each message's line in the log has two dozen of them.
        var text = text
        text.withUTF8 { utf8 in
            let needsEscapes = utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
            bytes.append(UInt8(ascii: "\""))
            if needsEscapes { appendEscaped(utf8, to: &bytes) } else { bytes.append(contentsOf: utf8) }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private static func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0..<0x20: bytes += ((byte < 0x10 ? #"\u000"# : #"\u00"#) + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
    }
}
