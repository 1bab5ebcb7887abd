/// Base64 (RFC 4648 section 4).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends the bytes in one piece.
    package static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let alphabet = Self.alphabet
        var rest = bytes
        while let first = rest.popFirst() {
            let second = rest.popFirst()
            let third = rest.popFirst()
            let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
            output.append(alphabet[Int(group >> 18)])
            output.append(alphabet[Int(group >> 12 & 63)])
            output.append(second == nil ? UInt8(ascii: "=") : alphabet[Int(group >> 6 & 63)])
            output.append(third == nil ? UInt8(ascii: "=") : alphabet[Int(group & 63)])
        }
    }

    /// The bytes in one piece.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        append(Array(bytes)[...], to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// What one piece stands for; nil for what is no base64.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var output: [UInt8] = []
        let letters = text.prefix { $0 != UInt8(ascii: "=") }
        guard text.count - letters.count <= 2, text.dropFirst(letters.count).allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        var group: UInt32 = 0
        var bits = 0
        for letter in letters {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            group = (group << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            output.append(UInt8(truncatingIfNeeded: group >> bits))
        }
        return output
    }

    /// Appends a text part in lines of 76 columns (RFC 2045 section 6.8), the last one without a line break. The text's own
    /// line ends become CRLF before encoding.
    static func appendLines(_ text: [UInt8], to output: inout [UInt8]) {
        var rest = canonicalLines(text)[...]
        while !rest.isEmpty {
            append(rest.prefix(57), to: &output)
            rest = rest.dropFirst(57)
            if !rest.isEmpty { output.append(contentsOf: [0x0D, 0x0A]) }
        }
    }

    private static func canonicalLines(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 32)
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: output.append(contentsOf: [0x0D, 0x0A])
            default: output.append(byte)
            }
            previous = byte
        }
        return output
    }
}
