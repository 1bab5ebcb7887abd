/// Addresses as reports write them.
enum ReportAddress {
    /// Without white space and angle brackets around it; nil when nothing is left.
    static func trimmed(_ text: some StringProtocol) -> String? {
        let around: Set<Character> = [" ", "\t", "<", ">", "\""]
        var words = Substring(text).drop { around.contains($0) }
        while let last = words.last, around.contains(last) { words.removeLast() }
        return words.isEmpty ? nil : String(words)
    }

    /// With the escapes of RFC 6533 section 3 undone: `\x{E9}l\x{E9}onore@example.fr`.
    static func unescaped(_ text: String) -> String {
        guard text.contains("\\x{") else { return text }
        var plain = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            let digits = rest.dropFirst(2).prefix { $0.isHexDigit }
            if character == "\\", rest.hasPrefix("x{"), rest.dropFirst(2 + digits.count).first == "}",
                let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
            {
                plain.unicodeScalars.append(scalar)
                rest = rest.dropFirst(3 + digits.count)
            } else {
                plain.append(character)
            }
        }
        return plain
    }

    /// Every address in a text, in its order.
    static func all(in text: some StringProtocol) -> [String] {
        let breaks: Set<Character> = [
            " ", "\t", "\n", "<", ">", "(", ")", "[", "]", "\"", "'", ",", ";", ":", "«", "»", "\u{A0}", "\u{202F}",
        ]
        return text.split { breaks.contains($0) }.compactMap { word in
            let halves = word.split(separator: "@", omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty, halves[1].contains(".") else { return nil }
            var address = word
            while address.last == "." || address.last == "!" { address.removeLast() }
            return String(address)
        }
    }
}
