/// How long an RSA key is, from its SubjectPublicKeyInfo or RSAPublicKey in DER (RFC 5280 section 4.1, RFC 8017 appendix A.1.1).
enum RSAPublicKey {
    /// The bits of the modulus; nil for what is no such key.
    static func bits(of der: [UInt8]) -> Int? {
        guard let outer = DERElement(der[...]), outer.tag == DERElement.sequence,
            let first = DERElement(outer.content)
        else { return nil }
        if first.tag == DERElement.integer { return bits(ofInteger: first.content) }
        // The algorithm, and behind it the key as a bit string, whose first byte counts unused bits.
        guard let string = DERElement(first.rest), string.tag == DERElement.bitString, string.content.first == 0,
            let key = DERElement(string.content.dropFirst()), key.tag == DERElement.sequence,
            let modulus = DERElement(key.content), modulus.tag == DERElement.integer
        else { return nil }
        return bits(ofInteger: modulus.content)
    }

    private static func bits(ofInteger bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.drop { $0 == 0 }
        guard let first = digits.first else { return nil }
        return digits.count * 8 - first.leadingZeroBitCount
    }
}

/// One element of DER: a tag, a length, a content (ITU-T X.690 section 8.1).
private struct DERElement {
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let sequence: UInt8 = 0x30

    let tag: UInt8
    let content: ArraySlice<UInt8>
    /// What stands behind it.
    let rest: ArraySlice<UInt8>

    init?(_ bytes: ArraySlice<UInt8>) {
        guard let tag = bytes.first, let short = bytes.dropFirst().first else { return nil }
        self.tag = tag
        var body = bytes.dropFirst(2)
        var length = Int(short)
        if short & 0x80 != 0 {
            let digits = Int(short & 0x7F)
            guard (1...3).contains(digits), body.count >= digits else { return nil }
            length = body.prefix(digits).reduce(0) { $0 << 8 | Int($1) }
            body = body.dropFirst(digits)
        }
        guard body.count >= length else { return nil }
        content = body.prefix(length)
        rest = body.dropFirst(length)
    }
}
