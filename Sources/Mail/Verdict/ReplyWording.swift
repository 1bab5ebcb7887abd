/// A reply's text as the table's rows look at it: in lower case, searched as bytes.
struct ReplyWording: Sendable {
    private let bytes: [UInt8]
    /// Where words begin: few places, at which a table's many hundred words are looked for.
    private let wordStarts: [Int]
    let providerCodes: Set<ProviderCode>

    init(_ text: String) {
        let bytes = Array(text.lowercased().utf8)
        self.bytes = bytes
        wordStarts = bytes.indices.filter {
            Self.isWord(bytes[$0]) && ($0 == 0 || !Self.isWord(bytes[$0 - 1]))
        }
        providerCodes = Set(
            bytes.split { !Self.isWord($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
                .compactMap { ProviderCode(word: $0.trimmingHyphens) })
    }

    /// Whether the text says this, which is UTF-8 in lower case, at the borders of words: `s775` is not in `s7750`.
    func says(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first, needle.count <= bytes.count else { return false }
        return Self.isWord(first)
            ? wordStarts.contains { says(needle, at: $0) } : bytes.indices.contains { says(needle, at: $0) }
    }

    private func says(_ needle: [UInt8], at start: Int) -> Bool {
        let end = start + needle.count
        guard end <= bytes.count, bytes[start] == needle[0] else { return false }
        return bytes[start..<end].elementsEqual(needle)
            && !(end < bytes.count && Self.isWord(bytes[end - 1]) && Self.isWord(bytes[end]))
    }

    /// A digit, an ASCII letter, or part of any other letter.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: true
        default: false
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var trimmingHyphens: ArraySlice<UInt8> {
        var rest = self
        while rest.last == UInt8(ascii: "-") { rest.removeLast() }
        return rest.drop { $0 == UInt8(ascii: "-") }
    }
}
