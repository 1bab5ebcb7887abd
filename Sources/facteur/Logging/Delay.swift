/// One step of a delivery in seconds, as Postfix writes its `delays`: two figures are enough for the eye.
enum Delay {
    /// `0`, `0.004`, `0.12`, `3.5`, `12`, `340`.
    static func text(milliseconds: Int) -> String {
        switch milliseconds {
        case ...0: "0"
        // Nothing finer is measured.
        case ..<100: decimals(milliseconds, of: 1000, digits: 3)
        case ..<1000: decimals((milliseconds + 5) / 10, of: 100, digits: 2)
        case ..<10_000: decimals((milliseconds + 50) / 100, of: 10, digits: 1)
        default: String((milliseconds + 500) / 1000)
        }
    }

    /// A number of parts as a decimal, without zeros at its end.
    private static func decimals(_ parts: Int, of whole: Int, digits: Int) -> String {
        var fraction = String(parts % whole)
        fraction = String(repeating: "0", count: digits - fraction.utf8.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? String(parts / whole) : "\(parts / whole).\(fraction)"
    }
}
