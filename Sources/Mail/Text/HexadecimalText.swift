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

extension [UInt8] {
    /// What digits of base 16 stand for, two for each octet, in either case; nil for anything else.
    package init?(hexadecimal text: String) {
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        self = []
        reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            guard let value = value(digit) else { return nil }
            if let first = high {
                append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        if high != nil { return nil }
    }
}
