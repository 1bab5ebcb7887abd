/// Looks at a mail as bytes, without any parser.
struct MailBytes {
    let bytes: [UInt8]
    /// Lines without their CRLF.
    let lines: [[UInt8]]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [[UInt8]] = []
        var line: [UInt8] = []
        var previous: UInt8 = 0
        for byte in bytes {
            line.append(byte)
            if previous == 0x0D, byte == 0x0A {
                lines.append(Array(line.dropLast(2)))
                line = []
            }
            previous = byte
        }
        if !line.isEmpty { lines.append(line) }
        self.lines = lines
    }

    var endsWithLineBreak: Bool { bytes.suffix(2) == [0x0D, 0x0A] }
    var hasBareLineEnd: Bool { lines.contains { $0.contains(0x0D) || $0.contains(0x0A) } }
    var hasLeadingDot: Bool { lines.contains { $0.first == UInt8(ascii: ".") } }
    var hasTrailingWhiteSpace: Bool { lines.contains { $0.last == 0x20 || $0.last == 0x09 } }
    var longestLine: Int { lines.map(\.count).max() ?? 0 }
    var isPrintableASCII: Bool { lines.allSatisfy { $0.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 } } }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
