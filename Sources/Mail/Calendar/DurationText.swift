/// Lengths of time as settings, `kind.yaml` and `replies.yaml` write them: `5s`, `2m`, `1h30m`, `4d`, `250ms`; a plain
/// number is seconds.
package enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads whole numbers, each with its unit, the largest first; nil for anything else.
    @Sendable package static func duration(_ text: String) -> Duration? {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy(\.isDigit)
        var rest = (isPlain ? text + "s" : text).utf8[...]
        var milliseconds: Int64 = 0
        var smallest = Int64.max
        repeat {
            let digits = rest.prefix(while: \.isDigit)
            let unit = rest.dropFirst(digits.count).prefix { !$0.isDigit }
            rest = rest.dropFirst(digits.count + unit.count)
            // At most nine digits, so that no sum can overflow.
            guard (1...9).contains(digits.count), let count = Int64(Substring(digits)),
                let known = units.first(where: { $0.name.utf8.elementsEqual(unit) }), known.milliseconds < smallest
            else { return nil }
            smallest = known.milliseconds
            milliseconds += count * known.milliseconds
        } while !rest.isEmpty
        return .milliseconds(milliseconds)
    }

    /// Writes a length as `duration(_:)` reads it, at most two units: `1h30m`, `45s`, `0s`.
    @Sendable package static func text(_ duration: Duration) -> String {
        var rest = duration.milliseconds
        guard rest > 0 else { return "0s" }
        var parts: [String] = []
        for unit in units where rest >= unit.milliseconds && parts.count < 2 {
            parts.append("\(rest / unit.milliseconds)\(unit.name)")
            rest %= unit.milliseconds
        }
        return parts.joined()
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
