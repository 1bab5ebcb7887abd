/// A TXT record as a zone file has it, on one line (RFC 1035 section 5.1).
enum ZoneLine {
    /// A character-string has at most 255 bytes (RFC 1035 section 3.3).
    private static let longestString = 255

    static func text(_ name: String, _ text: String) -> String {
        var strings: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            strings.append("\"\(rest.prefix(longestString))\"")
            rest = rest.dropFirst(longestString)
        }
        return "\(name). IN TXT \(strings.joined(separator: " "))"
    }
}
