/// Base64 (RFC 4648 section 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes, to: &output)
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

    private static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        var buffer: UInt32 = 0
        var count = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] { output.append(alphabet[Int(buffer >> UInt32(shift) & 63)]) }
            buffer = 0
            count = 0
        }
        guard count > 0 else { return }
        buffer <<= UInt32(24 - 8 * count)
        output.append(alphabet[Int(buffer >> 18 & 63)])
        output.append(alphabet[Int(buffer >> 12 & 63)])
        output.append(count == 2 ? alphabet[Int(buffer >> 6 & 63)] : UInt8(ascii: "="))
        output.append(UInt8(ascii: "="))
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
