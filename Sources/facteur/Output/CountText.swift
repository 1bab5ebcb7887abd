/// How many, in a few characters: `1,234`, and from a hundred thousand on `1.2 M`.
enum CountText {
    static func text(_ count: Int, isEstimate: Bool = false) -> String {
        // Of an estimate two digits are more than is known.
        isEstimate && count >= 1000 ? "~" + rounded(count) : count >= 100_000 ? rounded(count) : grouped(count)
    }

    private static func rounded(_ count: Int) -> String {
        switch count {
        case 1_000_000...: tenths(count, of: 1_000_000) + "M"
        case 10_000...: "\((count + 500) / 1000)k"
        default: tenths(count, of: 1000) + "k"
        }
    }

    private static func tenths(_ count: Int, of unit: Int) -> String {
        let tenths = (count + unit / 20) / (unit / 10)
        return tenths >= 100 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private static func grouped(_ count: Int) -> String {
        let digits = String(count)
        guard digits.count > 3 else { return digits }
        return "\(digits.dropLast(3)),\(digits.suffix(3))"
    }
}
