extension Language {
    /// `1 heure`, `2 heures`: a quantity and its noun, which no line break separates.
    package func counted(_ quantity: Int, _ singular: String, _ plural: String) -> String {
        integer(quantity) + French.noBreakSpace + (isPlural(Double(quantity)) ? plural : singular)
    }

    /// A whole number, its digits in groups of three: `12 345`, `−3` with a true minus sign. Switzerland groups from five digits on.
    package func integer(_ value: Int) -> String {
        (value < 0 ? Self.minus : "") + grouped(String(value.magnitude))
    }

    /// A number with at most six digits behind the comma: `12 345,5`. A half is rounded away from zero.
    package func decimal(_ number: DecimalNumber) -> String {
        let number = number.rounded(to: 6)
        let fraction = number.fraction.isEmpty ? "" : decimalSeparator + number.fraction
        return (number.isNegative ? Self.minus : "") + grouped(number.whole) + fraction
    }

    static let minus = "\u{2212}"

    /// Amounts of money in Switzerland have a point nevertheless.
    var decimalSeparator: String { self == .english ? "." : "," }

    func grouped(_ whole: String) -> String {
        var digits = Array(whole)
        var position = digits.count > (self == .swissFrench ? 4 : 3) ? digits.count - 3 : 0
        while position > 0 {
            digits.insert(contentsOf: groupSeparator, at: position)
            position -= 3
        }
        return String(digits)
    }

    private var groupSeparator: String {
        switch self {
        case .french, .swissFrench: French.narrowNoBreakSpace
        case .canadianFrench: French.noBreakSpace
        case .english: ","
        }
    }
}
