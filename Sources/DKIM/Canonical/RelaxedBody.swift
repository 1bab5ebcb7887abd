import Crypto

/// The `relaxed` form of a body (RFC 6376 section 3.4.4): white space at the end of lines and empty lines at the end go, a run of white
/// space becomes one space, and a body that is not empty ends with CRLF.
enum RelaxedBody {
    private static let space: [UInt8] = [0x20]
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// The SHA-256 of the body's relaxed form (RFC 6376 section 3.7). What is in that form already, nearly all of a composed mail, is
    /// hashed where it stands.
    ///
    /// - Parameter rest: What follows behind `body`; where there is some, it and the body end with CRLF, part by part.
    static func digest(of body: Slice<UnsafeBufferPointer<UInt8>>, and rest: [[UInt8]] = []) -> SHA256Digest {
        var hash = SHA256()
        func take(_ part: Slice<UnsafeBufferPointer<UInt8>>, isLast: Bool) {
            forEachPiece(of: part, isLast: isLast) { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        take(body, isLast: rest.isEmpty)
        for (index, part) in rest.enumerated() {
            part.withUnsafeBufferPointer { take($0[...], isLast: index == rest.count - 1) }
        }
        return hash.finalize()
    }

    /// Gives the relaxed form piece by piece. A piece is of use until the closure returns.
    ///
    /// - Parameter isLast: Whether the body ends here; where it goes on, what is given ends with CRLF, and its empty lines stay.
    static func forEachPiece(
        of body: Slice<UnsafeBufferPointer<UInt8>>, isLast: Bool = true, _ take: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        let content = WhiteSpaceScanner(UnsafeBufferPointer(rebasing: body), goesOn: !isLast)
        guard content.end > 0 else { return }
        let bytes = content.bytes
        // What lies before this is given away.
        var start = 0
        var index = 0
        while let found = content.suspect(from: index) {
            let next = content.runEnd(from: found)
            let endsLine = content.isLineEnd(at: next)
            if endsLine || bytes[found] != 0x20 || next - found > 1 {
                take(UnsafeBufferPointer(rebasing: bytes[start..<found]))
                if !endsLine { space.withUnsafeBufferPointer(take) }
                start = next
            }
            index = next
        }
        take(UnsafeBufferPointer(rebasing: bytes[start..<content.end]))
        guard isLast else { return }
        lineEnd.withUnsafeBufferPointer(take)
    }
}
