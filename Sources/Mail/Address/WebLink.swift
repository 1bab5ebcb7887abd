/// A link that may stand in a mail: absolute, `https`, ASCII. Plain `http` only to a loopback host, for a demonstration on one
/// machine.
package struct WebLink: Sendable, Hashable {
    package let text: String

    package init?(_ text: some StringProtocol) {
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
        guard !authority.isEmpty, authority.first != ":", !authority.contains("@") else { return nil }
        self.text = String(text)
    }

    /// Printable ASCII but the characters that RFC 3986 has no place for.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
    }

    private static func drop(_ scheme: String, from text: some StringProtocol) -> Substring? {
        guard text.utf8.count > scheme.utf8.count, text.prefix(scheme.count).lowercased() == scheme else { return nil }
        return Substring(text.dropFirst(scheme.count))
    }

    private static func authority(_ rest: Substring) -> Substring {
        rest.prefix { !"/?#".contains($0) }
    }

    private static func isLoopback(_ authority: Substring) -> Bool {
        let authority = authority.lowercased()
        return ["localhost", "127.0.0.1", "[::1]"].contains { host in
            let port = authority.dropFirst(host.count + 1)
            return authority == host || authority.hasPrefix(host + ":") && port.allSatisfy(\.isNumber)
        }
    }
}
