import Mail

/// What a value must be before it is let into a letter. Producers meet the same rules at `facteur.enqueue`; here they are the
/// last gate.
enum ValueRules {
    /// One line: no control character, no line or paragraph separator, none of the code points that the renderer keeps for
    /// itself.
    static func isLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { !isControl($0) && !Holes.isMark($0) }
    }

    /// Lines that end in LF; a tab may be among the words.
    static func isBlock(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || (!isControl($0) && !Holes.isMark($0)) }
    }

    /// An `https://` URL, or `http://` to a loopback host, in the characters of RFC 3986 and without a user name, which would
    /// show the reader another host than the one the link goes to.
    static func isLink(_ text: String) -> Bool {
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://"), text.utf8.allSatisfy(isURLByte) else { return false }
        let authority = text.dropFirst(isSecure ? 8 : 7).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.isEmpty, !authority.hasPrefix(":"), !authority.contains("@") else { return false }
        return isSecure || isLoopback(authority)
    }

    /// An address as far as a sentence needs it: one `@` between two words.
    static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        let forbidden: Set<Character> = [" ", "<", ">", "\"", "(", ")", ",", ";", ":"]
        return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254 && isLine(text)
            && !text.contains(where: forbidden.contains)
    }

    private static func isLoopback(_ authority: Substring) -> Bool {
        if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
        let host = authority.prefix { $0 != ":" }
        if host == "localhost" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
