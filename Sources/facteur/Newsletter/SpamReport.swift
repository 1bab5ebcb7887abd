/// What SpamAssassin says of a letter, in the report of its `spamassassin -t` and `spamc -R`.
struct SpamReport: Sendable, Hashable {
    /// In tenths of a point.
    let score: Int
    /// From how many on it is spam.
    let required: Int
    /// The rules that count most against it, `1.2 HTML_IMAGE_ONLY_08`.
    let rules: [String]

    /// Reads `Content analysis details:   (2.3 points, 5.0 required)` and the table below; nil where there is none.
    init?(_ output: String) {
        guard let start = output.firstRange(of: "Content analysis details:"),
            let opening = output[start.upperBound...].firstIndex(of: "("),
            let closing = output[opening...].firstIndex(of: ")")
        else { return nil }
        let words = output[opening..<closing].dropFirst().split { $0 == " " || $0 == "," }
        guard words.count >= 4, let score = Self.tenths(words[0]), let required = Self.tenths(words[2]) else {
            return nil
        }
        self.score = score
        self.required = required
        rules = output[closing...].split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, let points = Self.tenths(words[0]), points >= 5 else { return nil }
            let isName = words[1].allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
            return isName ? "\(words[0]) \(words[1])" : nil
        }
    }

    var isSpam: Bool { score >= required }

    /// `2.3 of 5.0 points (1.2 HTML_IMAGE_ONLY_08)`
    var text: String {
        let reasons = rules.isEmpty ? "" : " (\(rules.joined(separator: ", ")))"
        return "\(Self.text(score)) of \(Self.text(required)) points\(reasons)"
    }

    private static func text(_ tenths: Int) -> String {
        (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    private static func tenths(_ word: Substring) -> Int? { Double(word).map { Int(($0 * 10).rounded()) } }
}
