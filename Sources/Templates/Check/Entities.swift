/// The character references that letters use.
enum Entities {
    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "zwnj": "\u{200C}",
        "shy": "\u{AD}",
    ]

    /// The character of a reference without its `&` and `;`; nil where none is known.
    static func scalar(of reference: some StringProtocol) -> Unicode.Scalar? {
        guard reference.hasPrefix("#") else { return named[String(reference)] }
        let number = reference.dropFirst()
        let isHexadecimal = number.first == "x" || number.first == "X"
        let value = isHexadecimal ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
        return value.flatMap(Unicode.Scalar.init)
    }

    /// The text with its references resolved; what is none stays as it is.
    static func resolved(_ text: String) -> String {
        var resolved = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            resolved += rest[..<start]
            rest = rest[start...].dropFirst()
            if let end = rest.prefix(10).firstIndex(of: ";"), let scalar = scalar(of: rest[..<end]) {
                resolved.unicodeScalars.append(scalar)
                rest = rest[end...].dropFirst()
            } else {
                resolved += "&"
            }
        }
        return resolved + rest
    }
}
