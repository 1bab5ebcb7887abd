/// Octets written with digits of base 16.
extension Sequence<UInt8> {
    /// Two digits for each, in lower case.
    package var hexadecimal: String {
        reduce(into: "") { text, byte in
            text += (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }
    }

    /// As URLs and forms have them (RFC 3986 section 2.1): what is plain as it is, of all else `%` and two digits in upper case.
    ///
    /// - Parameter isPlain: Says so of ASCII alone.
    package func percentEncoded(keeping isPlain: (UInt8) -> Bool) -> String {
        reduce(into: "") { text, byte in
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
