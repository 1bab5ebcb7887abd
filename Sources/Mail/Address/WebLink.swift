/// A link that may stand in a mail: absolute, `https`, ASCII. Plain `http` only to a loopback host, for a demonstration on one
/// machine.
package struct WebLink: Sendable, Hashable {
    package let text: String

    package init?(_ text: some StringProtocol) {
        self.init(whole: String(text))
    }

    private init?(whole text: String) {
        // From here on a character is a byte.
        guard text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        let authority: Substring
        if let rest = Self.drop("https://", from: text) {
            authority = Self.authority(rest)
        } else if let rest = Self.drop("http://", from: text) {
            authority = Self.authority(rest)
            guard Self.isLoopback(authority) else { return nil }
        } else {
            return nil
        }
        guard let first = authority.utf8.first, first != UInt8(ascii: ":"), !authority.utf8.contains(UInt8(ascii: "@"))
        else {
            return nil
        }
        self.text = text
    }

    /// Printable ASCII but the characters that RFC 3986 has no place for.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"),
            UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: (0x21...0x7E).contains(byte)
        }
    }

    private static func drop(_ scheme: String, from text: String) -> Substring? {
        let end = text.utf8.index(text.startIndex, offsetBy: scheme.utf8.count, limitedBy: text.endIndex)
        guard let end, end < text.endIndex, zip(text.utf8, scheme.utf8).allSatisfy({ $0.asciiLowercased == $1 }) else {
            return nil
        }
        return text[end...]
    }

    private static func authority(_ rest: Substring) -> Substring {
        Substring(
            rest.utf8.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    }

    private static func isLoopback(_ authority: Substring) -> Bool {
        let authority = authority.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { host in
            let port = authority.dropFirst(host.count + 1)
            return authority == host || authority.hasPrefix(host + ":") && port.allSatisfy(\.isNumber)
        }
    }
}
