/// What the relay offered in answer to the last EHLO (RFC 5321 section 4.1.1.1), as far as the dialogue uses it.
package struct Capabilities: Sendable, Hashable {
    /// Commands may be sent in groups (RFC 2920).
    package var pipelining = false
    /// SIZE may be declared (RFC 1870).
    package var size = false
    /// The largest message in bytes, when the relay named a limit other than 0.
    package var largestMessage: Int?
    /// The connection may be encrypted from here on (RFC 3207).
    package var startTLS = false

    package init() {}

    /// Reads one line of the answer, without its code: `SIZE 10240000`. Unknown keywords are ignored.
    package mutating func read(_ line: some Collection<UInt8>) {
        let words = line.split(separator: UInt8(ascii: " "))
        guard let first = words.first else { return }
        switch String(decoding: first, as: UTF8.self).uppercased() {
        case "PIPELINING": pipelining = true
        case "STARTTLS": startTLS = true
        case "SIZE":
            size = true
            let limit = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
            largestMessage = limit.flatMap { $0 > 0 ? $0 : nil }
        default: break
        }
    }
}
