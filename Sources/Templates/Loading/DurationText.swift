/// Durations as settings and `kind.yaml` write them: `5s`, `2m`, `1h`, `2d`.
enum DurationText {
    /// A whole, positive number and its unit; nil for anything else.
    static func duration(_ text: String) -> Duration? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), text.utf8.count <= 8,
            text.dropLast().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text.dropLast()), number > 0
        else { return nil }
        return .seconds(number * unit)
    }
}
