/// Why a text is no address that mail can be sent to. Every description is one sentence and repeats nothing of the text.
package enum AddressFault: String, Error, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    case empty = "the address is empty"
    case controlCharacter = "the address holds a line break or another control character"
    case outerSpace = "the address begins or ends with a space"
    case noAt = "the address has no @"
    case severalAts = "the address has more than one @"
    case tooLong = "the address is longer than 254 characters (RFC 5321 section 4.5.3.1.3)"
    case localPartEmpty = "nothing stands before the @"
    case localPartTooLong = "more than 64 bytes stand before the @ (RFC 5321 section 4.5.3.1.1)"
    case localPartNotASCII = "a letter before the @ is not ASCII: not every server can send there (RFC 6531)"
    case localPartCharacter = "a character before the @ is not allowed there (RFC 5322 section 3.2.3)"
    case localPartDot = "a dot stands first, last or twice in a row before the @"
    case domainEmpty = "nothing stands after the @"
    case domainLiteral = "the domain is a number in place of a name"
    case domainWithoutDot = "the domain has no dot"
    case domainTooLong = "the domain is longer than 255 characters (RFC 5321 section 4.5.3.1.2)"
    case domainCharacter = "a character of the domain is not allowed in a name (RFC 5890)"
    case labelEmpty = "a dot stands first, last or twice in a row in the domain"
    case labelTooLong = "a part of the domain is longer than 63 characters (RFC 1035 section 2.3.4)"
    case labelHyphen = "a part of the domain begins or ends with a hyphen"

    package var description: String { rawValue }
}
