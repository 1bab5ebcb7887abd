/// One line of the journal, and its form on disk: words and numbers separated by single spaces, ended by LF.
///
///     epoch 0b8f6c1e-…
///     begun 4f0c…32 hexadecimal digits… 1042
///     replied 4f0c… 1042 250 2.0.0 Ok: queued as 4Xk2
///
/// A line is written by one `write()` in append mode, so that it is there as a whole or, at the end of the file, cut short
/// and without its LF. A cut line is no entries.
package enum JournalLine: Sendable, Hashable {
    /// The epoch of all that follows.
    case epoch(String)
    /// The last bytes of this message are about to be handed to the socket.
    case begun(Lease)
    /// The reply to its final dot was read.
    case replied(Lease, Reply)

    /// The line's bytes, LF included.
    package var bytes: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(96)
        switch self {
        case .epoch(let epoch):
            line.append(contentsOf: "epoch ".utf8)
            line.append(contentsOf: epoch.utf8)
        case .begun(let lease):
            line.append(contentsOf: "begun ".utf8)
            Self.append(lease, to: &line)
        case .replied(let lease, let reply):
            line.append(contentsOf: "replied ".utf8)
            Self.append(lease, to: &line)
            line.append(UInt8(ascii: " "))
            line.append(decimal: Int64(reply.code))
            line.append(UInt8(ascii: " "))
            line += (reply.enhanced ?? "-").utf8
            line.append(UInt8(ascii: " "))
            // A reply's text is printable by its own contract; a line break in it would forge a line, so none passes.
            let start = line.count
            line += reply.text.utf8
            for place in start..<line.count where line[place] < 0x20 { line[place] = UInt8(ascii: " ") }
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Reads a line's bytes without their LF; nil when they are none. Bytes, because a mark or a joiner at the beginning of a reply
    /// makes one `Character` with the space before it.
    package init?(_ line: some Collection<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        switch (words.first, words.count) {
        case ("epoch", 2) where !words[1].isEmpty:
            self = .epoch(words[1])
        case ("begun", 3):
            guard let lease = Self.lease(words[1], words[2]) else { return nil }
            self = .begun(lease)
        case ("replied", 6):
            guard let lease = Self.lease(words[1], words[2]), let code = Int(words[3]), (200..<600).contains(code)
            else {
                return nil
            }
            let enhanced = words[4] == "-" ? nil : words[4]
            self = .replied(lease, Reply(code: code, enhanced: enhanced, text: words[5]))
        default:
            return nil
        }
    }

    private static func append(_ lease: Lease, to line: inout [UInt8]) {
        lease.message.appendDigits(to: &line)
        line.append(UInt8(ascii: " "))
        line.append(decimal: lease.token)
    }

    private static func lease(_ message: String, _ token: String) -> Lease? {
        guard let message = MessageID(compact: message), let token = Int64(token) else { return nil }
        return Lease(message: message, token: token)
    }
}
