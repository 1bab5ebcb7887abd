/// Reads choices off the front of an input, zeros once it has run out.
struct Choices {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    mutating func flag() -> Bool { byte() & 1 == 1 }

    /// A number from 0 to `limit`.
    mutating func number(upTo limit: Int) -> Int { limit == 0 ? 0 : Int(byte()) % (limit + 1) }

    /// Up to 255 bytes, as many as the next one says.
    mutating func bytes() -> ArraySlice<UInt8> {
        let count = min(Int(byte()), rest.count)
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// The input cut at each zero byte, as texts.
    static func texts(_ bytes: [UInt8], count: Int) -> [String] {
        let pieces = bytes.split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false)
        let texts = pieces.map { String(decoding: $0, as: UTF8.self) }
        return texts + repeatElement("", count: count - texts.count)
    }
}
