import Crypto
import Mail

/// A list's issues as a feed (RFC 4287).
struct AtomFeed: Sendable {
    struct Entry: Sendable {
        var id: MessageID
        var title: String
        var publishedAt: Timestamp
        /// A BCP 47 tag.
        var language: String
        /// HTML that may stand within a `<div>`.
        var content: String
    }

    /// As operators name it.
    var list: String
    var title: String
    var author: String
    var createdAt: Timestamp
    /// Where the archive is: `https://lettre.shop.example/archive/lettre`.
    var address: String
    var language: Language
    /// The latest first.
    var entries: [Entry]

    /// The whole document, in UTF-8.
    var xml: String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(language.rawValue)\">",
            "<id>\(identity)</id>",
            "<title>\(Self.escaped(title))</title>",
            "<updated>\((entries.first?.publishedAt ?? createdAt).rfc3339)</updated>",
            "<author><name>\(Self.escaped(author))</name></author>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(Self.escaped("\(address)/\(ArchiveRoute.feedName)"))\"/>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped(address))\"/>",
        ]
        for entry in entries {
            lines += [
                "<entry xml:lang=\"\(Self.escaped(entry.language))\">",
                "<id>urn:uuid:\(entry.id)</id>",
                "<title>\(Self.escaped(entry.title))</title>",
                "<published>\(entry.publishedAt.rfc3339)</published>",
                "<updated>\(entry.publishedAt.rfc3339)</updated>",
                "<link rel=\"alternate\" type=\"text/html\" href=\"\(Self.escaped("\(address)/\(entry.id)"))\"/>",
                "<content type=\"html\">\(Self.escaped(entry.content))</content>",
                "</entry>",
            ]
        }
        return (lines + ["</feed>", ""]).joined(separator: "\n")
    }

    /// The same wherever the feed moves (section 4.2.6): a UUID of version 8 (RFC 9562 section 5.8) that is made of the list's name and of
    /// when it was made.
    private var identity: String {
        var digits = Array(SHA256.hash(data: Array("\(createdAt.microseconds) \(list)".utf8)).prefix(16))
        digits[6] = digits[6] & 0x0F | 0x80
        digits[8] = digits[8] & 0x3F | 0x80
        return MessageID(compact: digits.hexadecimal).map { "urn:uuid:\($0)" } ?? ""
    }

    /// Text, without what no XML may hold (XML 1.0 section 2.2).
    private static func escaped(_ text: String) -> String {
        let isSound = text.unicodeScalars.allSatisfy(isAllowed)
        guard !isSound else { return HTMLText.escaped(text) }
        return HTMLText.escaped(String(String.UnicodeScalarView(text.unicodeScalars.filter(isAllowed))))
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
