/// What an IMAP server says, line by line (RFC 3501 section 7), as far as it is looked at.
struct ServerLines: Sendable {
    private let lines: [[Substring]]

    init(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { Substring($0).split(separator: " ") }
    }

    /// The numbers of all `* SEARCH` lines, in order.
    var found: [UInt32] {
        lines.filter { $0.count > 1 && $0[0] == "*" && $0[1].uppercased() == "SEARCH" }
            .flatMap { $0.dropFirst(2).compactMap { UInt32($0) } }.sorted()
    }

    /// What the server can do, in capitals.
    var capabilities: Set<String> {
        Set(
            lines.filter { $0.count > 1 && $0[0] == "*" && $0[1].uppercased() == "CAPABILITY" }
                .flatMap { $0.dropFirst(2).map { $0.uppercased() } })
    }

    /// The folder's UIDVALIDITY (section 2.3.1.1), from the answer to SELECT: `* OK [UIDVALIDITY 4711] ...`; nil when it was not said.
    var uidValidity: UInt32? {
        for words in lines where words.count > 3 && words[0] == "*" && words[2].uppercased() == "[UIDVALIDITY" {
            if let value = UInt32(words[3].prefix { $0 != "]" }) { return value }
        }
        return nil
    }
}
