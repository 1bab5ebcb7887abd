/// Lengths of time as settings write them: `5s`, `2m`, `1h30m`, `4d`, `250ms`; a plain number is seconds.
enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads whole numbers, each with its unit, the largest first; nil for anything else.
    @Sendable static func duration(_ text: String) -> Duration? {
        if let seconds = number(Substring(text)) { return .seconds(seconds) }
        var rest = Substring(text)
        var milliseconds: Int64 = 0
        var smallest = Int64.max
        while !rest.isEmpty {
            let digits = rest.prefix(while: \.isASCIIDigit)
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { !$0.isASCIIDigit }
            rest = rest.dropFirst(unit.count)
            guard let count = number(digits), let known = units.first(where: { $0.name == unit }),
                known.milliseconds < smallest
            else { return nil }
            smallest = known.milliseconds
            milliseconds += count * known.milliseconds
        }
        return text.isEmpty ? nil : .milliseconds(milliseconds)
    }

    /// Writes a length as `duration(_:)` reads it, at most two units: `1h30m`, `45s`, `0s`.
    static func text(_ duration: Duration) -> String {
        var rest = duration.milliseconds
        guard rest > 0 else { return "0s" }
        var parts: [String] = []
        for unit in units where rest >= unit.milliseconds && parts.count < 2 {
            parts.append("\(rest / unit.milliseconds)\(unit.name)")
            rest %= unit.milliseconds
        }
        return parts.joined()
    }

    /// At most nine digits, so that no sum can overflow.
    private static func number(_ digits: Substring) -> Int64? {
        (1...9).contains(digits.utf8.count) && digits.allSatisfy(\.isASCIIDigit) ? Int64(digits) : nil
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
