/// Finds the white space of a body that its relaxed form does not keep as it is.
struct WhiteSpaceScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Behind the last byte of the last line that says something: not white space. Where more follows, behind the last byte of all.
    let end: Int

    /// How many bytes are looked at together.
    private static let stride = MemoryLayout<UInt64>.size

    init(_ bytes: UnsafeBufferPointer<UInt8>, goesOn: Bool = false) {
        self.bytes = bytes
        var end = bytes.count
        while end > 0, !goesOn {
            if bytes[end - 1].isWhiteSpace {
                end -= 1
            } else if end > 1, bytes[end - 1] == 0x0A, bytes[end - 2] == 0x0D {
                end -= 2
            } else {
                break
            }
        }
        self.end = end
    }

    /// The first byte of the next white space that may be more than one space between words; nil where there is none.
    func suspect(from start: Int) -> Int? {
        var index = start
        while index < end - 1 {
            // Eight at a time: there is hardly any.
            if index + Self.stride < end, !mayHoldSuspect(index) {
                index += Self.stride
                continue
            }
            let last = min(index + Self.stride, end - 1)
            while index < last {
                let (byte, next) = (bytes[index], bytes[index + 1])
                if byte == 0x09 || byte == 0x20 && (next.isWhiteSpace || next == 0x0D) { return index }
                index += 1
            }
        }
        return nil
    }

    /// Where white space that begins here ends. There is always a byte behind it.
    func runEnd(from start: Int) -> Int {
        var index = start + 1
        while bytes[index].isWhiteSpace { index += 1 }
        return index
    }

    /// Whether CRLF stands here.
    func isLineEnd(at index: Int) -> Bool {
        bytes[index] == 0x0D && index + 1 < end && bytes[index + 1] == 0x0A
    }

    /// Whether one of eight bytes is suspect: true without reason now and then, false never.
    private func mayHoldSuspect(_ index: Int) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        let block = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let next = raw.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
        return block.mayEqual(0x09) | (block.mayEqual(0x20) & next.mayBeBelow(0x21)) != 0
    }
}

extension UInt64 {
    /// The highest bit of each byte that is this one; of a few others too, for a borrow spreads.
    fileprivate func mayEqual(_ byte: UInt64) -> UInt64 { (self ^ (byte &* 0x0101_0101_0101_0101)).mayBeBelow(1) }

    /// The highest bit of each byte that is less than the limit, which is at most 128; of a few others too.
    fileprivate func mayBeBelow(_ limit: UInt64) -> UInt64 {
        (self &- limit &* 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080
    }
}

extension UInt8 {
    /// Space or tab: WSP (RFC 5234 appendix B.1).
    var isWhiteSpace: Bool { self == 0x20 || self == 0x09 }
}
