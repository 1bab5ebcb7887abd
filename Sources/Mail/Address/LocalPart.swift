/// What stands before the @: atoms with single dots between them (RFC 5322 section 3.2.3), which may hold letters beyond ASCII
/// (RFC 6531 section 3.3). Quoted strings, which no customer has, are refused.
enum LocalPart {
    /// RFC 5321 section 4.5.3.1.1: octets, in UTF-8 (RFC 6531 section 3.1).
    private static let limit = 64

    /// The local part as it goes over the wire: as written, in NFC (RFC 6532 section 3.1).
    static func read(_ text: Substring) throws(AddressFault) -> String {
        guard !text.isEmpty else { throw .localPartEmpty }
        // Nearly every one is of ASCII, and needs no look at what its letters are.
        if isPlain(Array(text.utf8)[...]) { return String(text) }
        // Of what was written: two characters that are none of a letter's may make one together.
        guard text.unicodeScalars.allSatisfy({ isAtomText($0) || $0 == "." }) else {
            throw .localPartCharacter
        }
        let composed = String(text).composed()
        guard composed.utf8.count <= limit else { throw .localPartTooLong }
        let atoms = composed.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard !atoms.contains(where: \.isEmpty) else { throw .localPartDot }
        return composed
    }

    /// Whether it is of ASCII, and goes over the wire as it stands.
    static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= limit else { return false }
        var isAfterDot = true
        for byte in text {
            let isDot = byte == UInt8(ascii: ".")
            guard isDot ? !isAfterDot : byte.isAtomText else { return false }
            isAfterDot = isDot
        }
        return !isAfterDot
    }

    private static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? UInt8(ascii: scalar).isAtomText : scalar.isAddressLetter
    }
}
