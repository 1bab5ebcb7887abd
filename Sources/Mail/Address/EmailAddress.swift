/// An address that mail can be sent to, parsed once and valid ever after: `local-part@domain`, the domain in A-labels and lower case
/// (RFC 5321 section 4.1.2 without quoted strings and address literals, which no customer has). Letters beyond ASCII before the @
/// (RFC 6531) are for relays that offer SMTPUTF8.
///
/// Neither libcurl nor a relay is a guard against a line break in an address; this type is.
package struct EmailAddress: Sendable, Hashable {
    /// As written, in NFC: only the server behind the domain knows whether its case matters.
    package let localPart: String
    package let domain: DomainName

    package init(_ text: some StringProtocol) throws(AddressFault) {
        try self.init(whole: String(text))
    }

    /// The same of a whole string: what is generic is not made for its types beyond this module.
    package init(_ text: String) throws(AddressFault) { try self.init(whole: text) }

    /// An address of our own, to which every server can send: with nothing beyond ASCII before the @.
    package init(ascii text: some StringProtocol) throws(AddressFault) {
        try self.init(text)
        guard !needsSMTPUTF8 else { throw .localPartNotASCII }
    }

    private init(whole text: String) throws(AddressFault) {
        guard !text.isEmpty else { throw .empty }
        if let plain = Self.plain(text) {
            (localPart, domain) = plain
            return
        }
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
        localPart = try LocalPart.read(text[..<at])
        domain = try DomainName(rest)
        // The path of RFC 5321 section 4.5.3.1.3 has 256 octets with its angle brackets.
        guard localPart.utf8.count + 1 + domain.ascii.utf8.count <= 254 else { throw .tooLong }
    }

    /// The parts of an address as nearly every one is: short, of ASCII, its domain as the DNS has it. Nil where the rest of this file has to
    /// look.
    private static func plain(_ text: String) -> (String, DomainName)? {
        // Bytes in an array: this runs for every message.
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        guard LocalPart.isPlain(bytes[..<at]), let domain = DomainName(plain: bytes[(at + 1)...]) else { return nil }
        return (String(decoding: bytes[..<at], as: UTF8.self), domain)
    }

    /// `local-part@domain`, for the envelope.
    package var text: String { localPart + "@" + domain.ascii }

    /// The same for people: the domain in its own letters.
    package var readable: String { localPart + "@" + domain.readable }

    /// Whether only a relay that offers SMTPUTF8 (RFC 6531) can be given it: a letter before the @ is not ASCII, and has no other form,
    /// as a domain's has.
    package var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    /// The one form in which addresses are compared: two that have it in common go to one mailbox, at every provider that is known. The
    /// schema has it as `facteur.canonical_address`.
    package var canonical: String {
        let folded =
            needsSMTPUTF8
            ? localPart.lowercased().composed()
            : String(decoding: localPart.utf8.map(\.asciiLowercased), as: UTF8.self)
        return "\(folded)@\(domain.ascii)"
    }

    /// `m***@client.test`, for logs and pages.
    package var masked: String { Self.mask(text) }

    /// Masks what may or may not be an address: its first character and its domain stay.
    package static func mask(_ text: String) -> String {
        // By scalars and bytes: an @ with a mark on it is an @ to whoever reads it.
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")), let first = text.unicodeScalars.first, first != "@",
            !text.unicodeScalars.contains(where: \.breaksHeaders)
        else { return "***" }
        var masked = ""
        masked.unicodeScalars.append(first)
        masked += "***"
        masked += text[at...]
        return masked
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

    package var isAlphanumeric: Bool {
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
