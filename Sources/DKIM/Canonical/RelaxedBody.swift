import Crypto

/// The `relaxed` form of a body (RFC 6376 section 3.4.4): white space at the end of lines and empty lines at the end go, a run of white
/// space becomes one space, and a body that is not empty ends with CRLF.
enum RelaxedBody {
    private static let space: [UInt8] = [0x20]
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// The SHA-256 of the body's relaxed form (RFC 6376 section 3.7). What is in that form already, nearly all of a composed mail, is
    /// hashed where it stands.
    static func digest(of body: Slice<UnsafeBufferPointer<UInt8>>) -> SHA256Digest {
        var hash = SHA256()
        forEachPiece(of: body) { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        return hash.finalize()
    }

    /// Gives the relaxed form piece by piece. A piece is of use until the closure returns.
    static func forEachPiece(
        of body: Slice<UnsafeBufferPointer<UInt8>>, _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        let bytes = UnsafeBufferPointer(rebasing: body)
        let end = contentEnd(of: bytes)
        guard end > 0 else { return }
        // What lies between these two is as it should be, and not yet given away.
        var (start, index) = (0, 0)
        while index < end {
            let byte = bytes[index]
            guard byte.isWhiteSpace else {
                index += 1
                continue
            }
            var next = index + 1
            // The content does not end with white space: there is always a byte behind it.
            while bytes[next].isWhiteSpace { next += 1 }
            let endsLine = bytes[next] == 0x0D && next + 1 < end && bytes[next + 1] == 0x0A
            if endsLine || byte != 0x20 || next - index > 1 {
                take(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                if !endsLine { space.withUnsafeBufferPointer(take) }
                start = next
            }
            index = next
        }
        take(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        lineEnd.withUnsafeBufferPointer(take)
    }

    /// Where the last line that says something ends, its own white space and CRLF apart.
    private static func contentEnd(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = bytes.count
        while end > 0 {
            if bytes[end - 1].isWhiteSpace {
                end -= 1
            } else if end > 1, bytes[end - 1] == 0x0A, bytes[end - 2] == 0x0D {
                end -= 2
            } else {
                break
            }
        }
        return end
    }
}

extension UInt8 {
    /// Space or tab: WSP (RFC 5234 appendix B.1).
    var isWhiteSpace: Bool { self == 0x20 || self == 0x09 }
}
