/// Reads SMTP replies (RFC 5321 section 4.2) from bytes as they come, split anywhere.
///
/// Lenient where a server's habit does no harm (LF alone, long lines, any bytes in the text, no text at all), strict where
/// a mistake would give one message the verdict of another: what is no reply is a fault, never skipped.
package struct ReplyParser: Sendable {
    /// Why the bytes are no reply: one line, for the operator.
    package struct Malformed: Error, Sendable, Hashable, CustomStringConvertible {
        package var description: String
    }

    /// RFC 5321 section 4.5.3.1.5 allows 512 octets a line; servers exceed it, but none honestly by this much.
    static let longestLine = 8192
    /// All lines of one reply together; EHLO's answer, the longest in practice, has some twenty short lines.
    static let longestReply = 65536

    private var pending: [UInt8] = []
    /// Where the unread bytes begin in `pending`.
    private var start = 0
    /// Bytes from `start` on that are known to hold no LF, so that no byte is searched twice.
    private var searched = 0
    private var code: Int?
    private var text = ReplyText()
    private var size = 0

    package init() {}

    /// Whether every byte so far belonged to a reply that `next` has returned.
    package var isEmpty: Bool { start == pending.count && code == nil }

    /// The bytes of which no reply has been made.
    package var unread: ArraySlice<UInt8> { pending[start...] }

    /// Takes in bytes from the wire.
    package mutating func append(_ bytes: some Collection<UInt8>) {
        if start == pending.count {
            pending.removeAll(keepingCapacity: true)
            (start, searched) = (0, 0)
        }
        pending.append(contentsOf: bytes)
    }

    /// The next complete reply, or nil until more bytes have come. After a throw the connection is out of step: close it.
    package mutating func next() throws(Malformed) -> Reply? {
        while let line = try nextLine() {
            if let reply = try take(line) { return reply }
        }
        return nil
    }

    private mutating func nextLine() throws(Malformed) -> Range<Int>? {
        var end = start + searched
        while end < pending.count, pending[end] != UInt8(ascii: "\n") { end += 1 }
        guard end - start <= Self.longestLine else {
            throw Malformed(description: "a reply line is longer than \(Self.longestLine) bytes")
        }
        guard end < pending.count else {
            searched = end - start
            return nil
        }
        let line = start..<(end > start && pending[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
        size += end + 1 - start
        (start, searched) = (end + 1, 0)
        guard size <= Self.longestReply else {
            throw Malformed(description: "a reply is longer than \(Self.longestReply) bytes")
        }
        return line
    }

    /// Adds a line to the reply; returns the reply when it was the last one.
    private mutating func take(_ line: Range<Int>) throws(Malformed) -> Reply? {
        guard let lineCode = Self.code(of: pending[line]) else {
            var shown = ReplyText()
            shown.append(pending[line].prefix(80))
            throw Malformed(description: "this is no SMTP reply: \(shown.finished)")
        }
        if let code, code != lineCode {
            throw Malformed(description: "one reply carries two codes, \(code) and \(lineCode)")
        }
        let isLast = line.count == 3 || pending[line.lowerBound + 3] != UInt8(ascii: "-")
        text.append(pending[line].dropFirst(4))
        guard isLast else {
            code = lineCode
            return nil
        }
        let reply = Reply(code: lineCode, enhanced: text.enhanced, text: text.finished)
        (code, text, size) = (nil, ReplyText(), 0)
        return reply
    }

    /// Three digits from 200 to 599, then a space, a hyphen or nothing.
    private static func code(of line: ArraySlice<UInt8>) -> Int? {
        guard line.count >= 3 else { return nil }
        var value = 0
        for byte in line.prefix(3) {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        if line.count > 3 {
            let separator = line[line.startIndex + 3]
            guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else { return nil }
        }
        return (200...599).contains(value) ? value : nil
    }
}
