import Mail

/// How the single words of a row are read. Each returns nil for what is not allowed.
enum RowWords {
    static func codes(_ text: String) -> [ClosedRange<Int>]? {
        switch text {
        case "4xx": return [400...499]
        case "5xx": return [500...599]
        default: return range(text, within: 400...599).map { [$0] }
        }
    }

    static let stagesAllowed =
        "\(SMTPStage.allCases.map(\.rawValue).joined(separator: ", ")); opening for all before mail, delivery for all after it"

    static func stages(_ text: String) -> [SMTPStage]? {
        switch text {
        case "opening": Array(SMTPStage.allCases.prefix { $0 != .mail })
        case "delivery": Array(SMTPStage.allCases.drop { $0 != .mail }.dropFirst())
        default: SMTPStage(rawValue: text).map { [$0] }
        }
    }

    /// `7`, `7.1`, or `7.20-7.27`.
    static func enhanced(_ text: String) -> ReplyRow.Enhanced? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
            $0.split(separator: ".", omittingEmptySubsequences: false).map { number($0) }
        }
        guard let first = ends.first, let subject = first.first ?? nil, ends.count <= 2, first.count <= 2 else {
            return nil
        }
        guard first.count == 2 else { return ends.count == 1 ? ReplyRow.Enhanced(subject: subject, details: nil) : nil }
        guard let low = first[1], let last = ends.last, last.count == 2, last[0] == subject, let high = last[1],
            low <= high
        else { return nil }
        return ReplyRow.Enhanced(subject: subject, details: low...high)
    }

    static let providerCodesAllowed =
        "OFR, OUK, LPN, LPNAAA or SFR_IN and three digits, the last of which may be x: OFR_104, LPN_20x"

    static func providerCodes(_ text: String) -> [ProviderCode]? {
        let word = text.lowercased()
        if word.last == "x" {
            let codes = (0...9).compactMap { ProviderCode(word: "\(word.dropLast())\($0)".utf8) }
            return codes.count == 10 ? codes : nil
        }
        return ProviderCode(word: word.utf8).map { [$0] }
    }

    static func needle(_ text: String) -> String? {
        !text.isEmpty && text == text.lowercased() && !text.contains(where: \.isNewline) ? text : nil
    }

    static func sentence(_ text: String) -> String? {
        (1...200).contains(text.count) && !text.contains(where: \.isNewline) ? text : nil
    }

    static func duration(_ text: String) -> Duration? {
        DurationText.duration(text).flatMap { $0 > .zero && $0 <= .seconds(7 * 86_400) ? $0 : nil }
    }

    /// A reply of 400 to 599, whole, and nothing behind it, through the parser that reads the wire.
    static func reply(_ text: String) -> Reply? {
        var parser = ReplyParser()
        parser.append(text.utf8)
        if text.utf8.last != UInt8(ascii: "\n") { parser.append("\n".utf8) }
        guard let reply = try? parser.next(), parser.isEmpty, (400...599).contains(reply.code) else { return nil }
        return reply
    }

    private static func range(_ text: String, within allowed: ClosedRange<Int>) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { number($0) }
        guard let low = ends.first ?? nil, let high = ends.last ?? nil, ends.count <= 2, low <= high,
            allowed.contains(low), allowed.contains(high)
        else { return nil }
        return low...high
    }

    /// One to five digits.
    private static func number(_ text: Substring) -> Int? {
        (1...5).contains(text.utf8.count)
            && text.utf8.allSatisfy(\.isDigit)
            ? Int(text) : nil
    }
}
