/// A link that may stand in a mail: absolute, `https`, ASCII. Plain `http` only to a loopback host, for a demonstration on one
/// machine.
package struct WebLink: Sendable, Hashable {
    package let text: String

    package init?(_ text: some StringProtocol) { self.init(whole: String(text)) }

    /// The same of a whole string: what is generic is not made for its types beyond this module.
    package init?(_ text: String) { self.init(whole: text) }

    private init?(whole text: String) {
        // Bytes in an array: this runs for every message.
        let bytes = Array(text.utf8)
        for byte in bytes where !Self.isAllowed(byte) { return nil }
        let authority: ArraySlice<UInt8>
        if let rest = Self.drop(Self.secure, from: bytes) {
            authority = Self.authority(rest)
        } else if let rest = Self.drop(Self.plain, from: bytes) {
            authority = Self.authority(rest)
            guard Self.isLoopback(String(decoding: authority, as: UTF8.self)) else { return nil }
        } else {
            return nil
        }
        guard let first = authority.first, first != UInt8(ascii: ":"), !authority.contains(UInt8(ascii: "@")) else {
            return nil
        }
        self.text = text
    }

    private static let secure = Array("https://".utf8)
    private static let plain = Array("http://".utf8)

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

    /// What follows the scheme, in either case; nil where that is another one, or nothing follows.
    private static func drop(_ scheme: [UInt8], from text: [UInt8]) -> ArraySlice<UInt8>? {
        guard text.count > scheme.count else { return nil }
        for index in scheme.indices where text[index].asciiLowercased != scheme[index] { return nil }
        return text[scheme.count...]
    }

    private static func authority(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }

    private static func isLoopback(_ authority: String) -> Bool {
        let authority = authority.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { host in
            let port = authority.dropFirst(host.count + 1)
            return authority == host || authority.hasPrefix(host + ":") && port.allSatisfy(\.isNumber)
        }
    }
}
