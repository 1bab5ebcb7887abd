import Mail

/// What a server said, found in the words of a report: `smtp; 550 5.1.1 <a@b.fr>: User unknown`, `Remote host said: 554 delivery error`,
/// `no mailbox here by that name. (#5.1.1)`.
package struct Diagnostic {
    /// Of SMTP (RFC 5321 section 4.2.2 and those that extend it) and those that providers made: any other number is a number.
    private static let codes: Set<Int> = [
        421, 422, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 454, 455, 471, 500, 501, 502, 503, 504, 510, 511,
        512, 513,
        515, 516, 517, 521, 523, 525, 530, 535, 541, 542, 543, 546, 550, 551, 552, 553, 554, 555, 556, 557, 558, 559,
        571,
    ]

    package private(set) var code: Int?
    package private(set) var enhanced: String?

    /// Reads a text in which a server is quoted. Of several codes the first that is followed by an enhanced one counts, else the first.
    package init(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count, enhanced == nil || code == nil {
            defer { index += 1 }
            guard
                bytes[index] == UInt8(ascii: "4") || bytes[index] == UInt8(ascii: "5")
                    || bytes[index] == UInt8(ascii: "2"),
                index == 0 || Self.isEdge(bytes[index - 1])
            else { continue }
            if let status = Self.status(bytes[index...]) {
                if enhanced == nil { enhanced = status.text }
                index += status.length
            } else if let found = Self.code(bytes[index...]) {
                let behind = bytes[index...].dropFirst(3).drop { " -#(".utf8.contains($0) }.prefix(12)
                let status = Self.status(behind)
                if code == nil || (enhanced == nil && status != nil) {
                    code = found
                    enhanced = status?.text ?? enhanced
                }
                index += 3
            }
        }
    }

    /// Whether a number may begin behind this byte.
    private static func isEdge(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"),
            UInt8(ascii: "_"),
            UInt8(ascii: "+"), UInt8(ascii: "/"):
            false
        default: true
        }
    }

    private static func code(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.prefix(4)
        guard let code = Int(String(decoding: digits.prefix(3), as: UTF8.self)), codes.contains(code) else {
            return nil
        }
        guard digits.count == 4, let next = digits.last else { return code }
        return " -#(:,\n)".utf8.contains(next) ? code : nil
    }

    /// `class.subject.detail`, and not four numbers of an address.
    private static func status(_ bytes: ArraySlice<UInt8>) -> (text: String, length: Int)? {
        let word = bytes.prefix(10).prefix {
            ("0"..."9").contains(Character(Unicode.Scalar($0))) || $0 == UInt8(ascii: ".")
        }
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        // The end of a sentence is none of the code's.
        let numbers = parts.count == 4 && parts[3].isEmpty ? parts.dropLast() : parts[...]
        guard numbers.count == 3, numbers[0].count == 1, numbers.dropFirst().allSatisfy({ (1...3).contains($0.count) }),
            // RFC 3463 section 2 knows no other class.
            let kind = numbers[0].first, "245".utf8.contains(kind)
        else { return nil }
        if let next = bytes.dropFirst(word.count).first, !" -)]\t\n,;:>\"'".utf8.contains(next) { return nil }
        let text = numbers.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
        return (text, word.count)
    }
}
