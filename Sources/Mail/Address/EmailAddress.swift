/// An address that mail can be sent to, parsed once and valid ever after: ASCII, `local-part@domain`, the domain in A-labels and
/// lower case (RFC 5321 section 4.1.2 without quoted strings and address literals, which no customer has).
///
/// Neither libcurl nor a relay is a guard against a line break in an address; this type is.
package struct EmailAddress: Sendable, Hashable {
    /// As written: only the server behind the domain knows whether its case matters.
    package let localPart: String
    package let domain: DomainName

    package init(_ text: some StringProtocol) throws(AddressFault) {
        try self.init(whole: String(text))
    }

    private init(whole text: String) throws(AddressFault) {
        guard !text.isEmpty else { throw .empty }
        // Nearly every address is of these characters, and needs no look at what the others are.
        if !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            guard !text.unicodeScalars.contains(where: \.breaksHeaders) else { throw .controlCharacter }
            guard text.unicodeScalars.first?.properties.isWhitespace == false,
                text.unicodeScalars.last?.properties.isWhitespace == false
            else { throw .outerSpace }
        }
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else { throw .noAt }
        let rest = text[text.utf8.index(after: at)...]
        guard !rest.utf8.contains(UInt8(ascii: "@")) else { throw .severalAts }
        localPart = try Self.localPart(text[..<at])
        domain = try DomainName(rest)
        // The path of RFC 5321 section 4.5.3.1.3 has 256 octets with its angle brackets.
        guard localPart.utf8.count + 1 + domain.ascii.utf8.count <= 254 else { throw .tooLong }
    }

    /// `local-part@domain`, for the envelope and the header.
    package var text: String { localPart + "@" + domain.ascii }

    /// The one form in which addresses are compared: two that have it in common go to one mailbox, at every provider that is known. The
    /// schema has it as `facteur.canonical_address`.
    package var canonical: String {
        "\(String(decoding: localPart.utf8.map(\.asciiLowercased), as: UTF8.self))@\(domain.ascii)"
    }

    /// `m***@client.test`, for logs and pages.
    package var masked: String { Self.mask(text) }

    /// Masks what may or may not be an address: its first character and its domain stay.
    package static func mask(_ text: some StringProtocol) -> String {
        // Scalars: an @ with a mark on it is an @ to whoever reads it.
        guard let at = text.unicodeScalars.lastIndex(of: "@"), let first = text.unicodeScalars.first, first != "@",
            !text.unicodeScalars.contains(where: \.breaksHeaders)
        else { return "***" }
        return "\(first)***\(text[at...])"
    }

    private static func localPart(_ text: Substring) throws(AddressFault) -> String {
        guard !text.isEmpty else { throw .localPartEmpty }
        if text.utf8.count <= 64, isDotAtom(text.utf8) { return String(text) }
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw .localPartNotASCII }
        guard text.utf8.count <= 64 else { throw .localPartTooLong }
        guard text.utf8.allSatisfy({ $0.isAtomText || $0 == UInt8(ascii: ".") }) else { throw .localPartCharacter }
        throw .localPartDot
    }

    /// Whether the text is atoms with single dots between them (RFC 5322 section 3.2.3).
    private static func isDotAtom(_ text: Substring.UTF8View) -> Bool {
        var isAfterDot = true
        for byte in text {
            let isDot = byte == UInt8(ascii: ".")
            guard isDot ? !isAfterDot : byte.isAtomText else { return false }
            isAfterDot = isDot
        }
        return !isAfterDot
    }
}

extension UInt8 {
    /// `atext` of RFC 5322 section 3.2.3: what stands in a header or an address without quotes.
    var isAtomText: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"),
            UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^")...UInt8(ascii: "`"),
            UInt8(ascii: "{")...UInt8(ascii: "~"):
            true
        default: isAlphanumeric
        }
    }

    var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isDigit
        }
    }

    var asciiLowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

    package var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Unicode.Scalar {
    /// Control characters (C0, DEL, C1 with U+0085) and the line and paragraph separators: in a header any of them could
    /// end the line in somebody's eyes, and begin a header of an attacker's.
    var breaksHeaders: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }
}
