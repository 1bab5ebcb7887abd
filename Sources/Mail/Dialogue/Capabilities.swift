/// What the relay offered in answer to the last EHLO (RFC 5321 section 4.1.1.1), as far as the dialogue uses it.
package struct Capabilities: Sendable, Hashable {
    /// Commands may be sent in groups (RFC 2920).
    package var pipelining = false
    /// SIZE may be declared (RFC 1870).
    package var size = false
    /// The largest message in bytes, when the relay named a limit other than 0.
    package var largestMessage: Int?
    /// Octets beyond ASCII may stand in a message (RFC 6152).
    package var eightBitMIME = false
    /// Letters beyond ASCII may stand in addresses and in the header (RFC 6531).
    package var smtpUTF8 = false
    /// The connection may be encrypted from here on (RFC 3207).
    package var startTLS = false
    /// The mechanisms for a login (RFC 4954 section 3).
    package var logins: [String] = []
    /// Those named as `AUTH=LOGIN`, which drafts of the standard had and libcurl does not read.
    package var loginsOfOldForm: [String] = []

    package init() {}

    /// Reads one line of the answer, without its code: `SIZE 10240000`. Unknown keywords are ignored.
    package mutating func read(_ line: some Collection<UInt8>) {
        // ASCII alone: there are other letters whose capital is one of A to Z.
        let words = line.split(separator: UInt8(ascii: " ")).map { word in
            String(decoding: word.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }, as: UTF8.self)
        }
        guard let keyword = words.first else { return }
        switch keyword {
        case "PIPELINING": pipelining = true
        case "STARTTLS": startTLS = true
        case "8BITMIME": eightBitMIME = true
        case "SMTPUTF8": smtpUTF8 = true
        case "SIZE":
            size = true
            let limit = words.dropFirst().first.flatMap { Int($0) }
            largestMessage = limit.flatMap { $0 > 0 ? $0 : nil }
        case "AUTH": logins += words.dropFirst()
        case _ where keyword.hasPrefix("AUTH="):
            loginsOfOldForm += [String(keyword.dropFirst("AUTH=".count))] + words.dropFirst()
        default: break
        }
    }
}
