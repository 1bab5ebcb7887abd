extension Language {
    /// `1 heure`, `2 heures`: a quantity and its noun, which no line break separates.
    package func counted(_ quantity: Int, _ singular: String, _ plural: String) -> String {
        integer(quantity) + French.noBreakSpace + (isPlural(Double(quantity)) ? plural : singular)
    }

    /// A whole number, its digits in groups of three: `12 345`, `−3` with a true minus sign. Switzerland groups from five digits on.
    package func integer(_ value: Int) -> String {
        var digits = Array(String(value.magnitude))
        var position = digits.count > (self == .swissFrench ? 4 : 3) ? digits.count - 3 : 0
        while position > 0 {
            digits.insert(contentsOf: groupSeparator, at: position)
            position -= 3
        }
        return (value < 0 ? "\u{2212}" : "") + String(digits)
    }

    private var groupSeparator: String {
        switch self {
        case .french, .swissFrench: French.narrowNoBreakSpace
        case .canadianFrench: French.noBreakSpace
        case .english: ","
        }
    }
}
