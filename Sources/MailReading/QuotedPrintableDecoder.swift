/// Reads the quoted-printable encoding (RFC 2045 section 6.7).
enum QuotedPrintableDecoder {
    /// The octets; what is no escape stands for itself.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                octets.append(byte)
                continue
            }
            if rest.starts(with: [0x0D, 0x0A]) {
                rest = rest.dropFirst(2)
            } else if rest.first == 0x0A {
                rest = rest.dropFirst()
            } else if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                octets.append(value)
                rest = rest.dropFirst(2)
            } else {
                octets.append(byte)
            }
        }
        return octets
    }
}
