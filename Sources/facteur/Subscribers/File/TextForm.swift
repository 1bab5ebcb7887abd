/// How the text of a file is written, as far as its first bytes tell.
enum TextForm: Sendable, Hashable {
    /// Or what is close enough to be looked at as UTF-8.
    case utf8
    /// With a byte order mark: what Excel calls Unicode text.
    case utf16(isBigEndian: Bool)

    /// From the first bytes, four where the file has as many. nil for UTF-32, which nobody writes on purpose.
    init?(beginning bytes: [UInt8]) {
        let begins = { (mark: [UInt8]) in bytes.starts(with: mark) }
        if begins([0xFF, 0xFE, 0, 0]) || begins([0, 0, 0xFE, 0xFF]) { return nil }
        self =
            begins([0xFF, 0xFE])
            ? .utf16(isBigEndian: false) : begins([0xFE, 0xFF]) ? .utf16(isBigEndian: true) : .utf8
    }
}

/// Makes UTF-8 of UTF-16 that comes in pieces, however they are cut.
struct UTF16Reader {
    private let isBigEndian: Bool
    private var half: UInt8?
    private var high: UInt16?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func read(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            append(unit, to: &text)
        }
        return text
    }

    /// What the end leaves: half a character is none.
    mutating func end() -> [UInt8] {
        defer { (half, high) = (nil, nil) }
        return half == nil && high == nil ? [] : Self.none
    }

    /// No UTF-8, so that it is told where it stands.
    private static let none: [UInt8] = [0xFF]

    private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
        if let high {
            self.high = nil
            if UTF16.isTrailSurrogate(unit) {
                let scalar = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                return Self.append(scalar, to: &text)
            }
            text += Self.none
        }
        if UTF16.isLeadSurrogate(unit) {
            high = unit
        } else {
            Self.append(UInt32(unit), to: &text)
        }
    }

    private static func append(_ value: UInt32, to text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return text += none }
        text += UTF8.encode(scalar).map(Array.init) ?? none
    }
}
