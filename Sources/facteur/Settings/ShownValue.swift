/// What a line may repeat of what a person wrote: nothing that may be a login, written where it has no place.
enum ShownValue {
    /// What a key holds, as far as it decides what may be repeated of a wrong value.
    enum Content: Sendable {
        case words
        /// An address of mail, in which an @ is no login's.
        case mailbox
        /// Where a server is: people write logins there, also half of one.
        case url
        /// Never shown.
        case secret
    }

    /// A wrong value for a person: in quotes, or in its place why it is not shown.
    static func text(_ value: String, _ content: Content) -> String {
        if value.isEmpty { return "has no value" }
        return mayBeShown(value, content) ? "\"\(value)\"" : "is not allowed, and not shown, for it may hold a password"
    }

    /// Whether a word is a key, by its signs: a URL in a key's place is none.
    static func isKey(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.allSatisfy { $0 < 0x80 && (isLetterOrDigit($0) || "._-".utf8.contains($0)) }
    }

    /// The line without the userinfo of URLs (RFC 3986 section 3.2.1) and without the passwords of connection strings.
    static func withoutLogins(_ line: String) -> String {
        line.replacing(/:\/\/.*@/, with: "://[secret]@")
            .replacing(/(password|passwd|pwd)\s*=\s*('[^']*'|[^\s'"&]+)/.ignoresCase(), with: "password=[secret]")
    }

    private static func mayBeShown(_ value: String, _ content: Content) -> Bool {
        let scalars = value.unicodeScalars
        switch content {
        case .secret: return false
        case .words: return !scalars.contains("@") && value.firstRange(of: "://") == nil
        case .mailbox:
            guard let at = scalars.lastIndex(of: "@") else { return value.firstRange(of: "://") == nil }
            return !scalars[..<at].contains(":")
        case .url:
            let rest = value.firstRange(of: "://").map { value[$0.upperBound...] } ?? value[...]
            let isPlain = rest.utf8.allSatisfy { isLetterOrDigit($0) || ".-_:/[]".utf8.contains($0) }
            return isPlain && hasClearPort(rest.prefix { $0 != "/" })
        }
    }

    /// Whether what stands behind a colon is a port and no password: `host`, `host:587`, `[::1]:587`.
    private static func hasClearPort(_ authority: Substring) -> Bool {
        let afterName = authority.first == "[" ? authority.drop { $0 != "]" }.dropFirst() : authority.drop { $0 != ":" }
        guard let colon = afterName.first else { return true }
        return colon == ":" && Int(afterName.dropFirst()).map { (0...65_535).contains($0) } == true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
