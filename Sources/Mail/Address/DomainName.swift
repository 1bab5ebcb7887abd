/// A domain as the DNS knows it: lower-case ASCII, letters beyond it written as A-labels (RFC 5890 section 2.3.2.1).
package struct DomainName: Sendable, Hashable {
    package let ascii: String
    /// The same for people: in lower case and NFC, with the letters that it was written in.
    package let readable: String

    package static func == (one: DomainName, other: DomainName) -> Bool { one.ascii == other.ascii }

    package func hash(into hasher: inout Hasher) { hasher.combine(ascii) }

    /// Reads `client.test` or `Épicerie.example`. At least two labels, the last one not a number.
    package init(_ text: Substring) throws(AddressFault) {
        guard !text.isEmpty else { throw .domainEmpty }
        guard text.utf8.first != UInt8(ascii: "[") else { throw .domainLiteral }
        if let plain = DomainName(plain: Array(text.utf8)[...]) {
            self = plain
            return
        }
        var labels: [String] = []
        var readable: [String] = []
        for label in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let written = try Self.label(Substring(label))
            readable.append(written)
            labels.append(try Self.wireForm(written))
        }
        guard let last = labels.last, labels.count > 1 else { throw .domainWithoutDot }
        guard !last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .domainLiteral }
        ascii = labels.joined(separator: ".")
        self.readable = readable.joined(separator: ".")
        guard ascii.utf8.count <= 255 else { throw .domainTooLong }
    }

    /// A name as the DNS has it already, as nearly every domain is; nil where the rest of this file has to look label by label.
    init?(plain text: ArraySlice<UInt8>) {
        guard Self.isPlain(text) else { return nil }
        ascii = String(decoding: text, as: UTF8.self)
        readable = ascii
    }

    private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        let (dot, hyphen) = (UInt8(ascii: "."), UInt8(ascii: "-"))
        var (dots, length) = (0, 0)
        var before = dot
        var hasLetter = false
        for byte in text {
            if byte == dot {
                guard length > 0, length <= 63, before != hyphen else { return false }
                (dots, length, hasLetter) = (dots + 1, 0, false)
            } else {
                guard byte.isAlphanumeric || byte == hyphen && before != dot, byte == byte.asciiLowercased else {
                    return false
                }
                length += 1
                hasLetter = hasLetter || !byte.isDigit
            }
            before = byte
        }
        return dots > 0 && hasLetter && length <= 63 && before != hyphen && text.count <= 255
    }

    /// In lower case and NFC.
    private static func label(_ text: Substring) throws(AddressFault) -> String {
        guard !text.isEmpty else { throw .labelEmpty }
        // Each A-label letter stands for at most one scalar: this bounds the work before any is done.
        guard text.unicodeScalars.count <= 63 else { throw .labelTooLong }
        guard text.unicodeScalars.allSatisfy(isAllowed) else { throw .domainCharacter }
        let lower = text.lowercased().composed()
        guard lower.utf8.first != UInt8(ascii: "-"), lower.utf8.last != UInt8(ascii: "-") else { throw .labelHyphen }
        return lower
    }

    /// As the DNS has it: letters beyond ASCII as an A-label.
    private static func wireForm(_ lower: String) throws(AddressFault) -> String {
        let label = lower.utf8.allSatisfy { $0 < 0x80 } ? lower : "xn--" + Punycode.encode(lower)
        guard label.utf8.count <= 63 else { throw .labelTooLong }
        return label
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? UInt8(ascii: scalar).isAlphanumeric || scalar == "-" : scalar.isAddressLetter
    }
}
