/// A reply's text as the table's rows look at it: in lower case, searched as bytes.
struct ReplyWording: Sendable {
    private let bytes: [UInt8]
    let providerCodes: Set<ProviderCode>

    init(_ text: String) {
        bytes = Array(text.lowercased().utf8)
        providerCodes = Set(
            bytes.split { !Self.isWord($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
                .compactMap { ProviderCode(word: $0.trimmingHyphens) })
    }

    /// Whether the text says this, which is in lower case, at the borders of words: `s775` is not in `s7750`.
    func says(_ needle: String) -> Bool {
        let needle = Array(needle.utf8)
        guard let first = needle.first, let last = needle.last, needle.count <= bytes.count else { return false }
        return (0...bytes.count - needle.count).contains { start in
            let end = start + needle.count
            return bytes[start] == first && bytes[start..<end].elementsEqual(needle)
                && !(Self.isWord(first) && start > 0 && Self.isWord(bytes[start - 1]))
                && !(Self.isWord(last) && end < bytes.count && Self.isWord(bytes[end]))
        }
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
