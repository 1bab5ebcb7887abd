extension Language {
    /// Money in a currency's smallest unit: `12,90 €`; in Canada `12,90 $ CA`, in Switzerland `CHF 12.90`, in English `€12.90`. A sign is
    /// used where it can mean one currency alone, and the code of ISO 4217 elsewhere. No line breaks within it.
    package func amount(_ units: Int, _ currency: Currency) -> String {
        let digits = DecimalNumber(units: units, scale: currency.fractionDigits)
        let cents =
            digits.fraction + String(repeating: "0", count: currency.fractionDigits - digits.fraction.utf8.count)
        let separator = self == .swissFrench ? "." : decimalSeparator
        let value = grouped(digits.whole) + (cents.isEmpty ? "" : separator + cents)
        let sign = digits.isNegative ? Self.minus : ""
        switch self {
        case .french, .canadianFrench:
            return sign + value + French.noBreakSpace + (Self.frenchSigns[currency.code] ?? currency.code)
        case .swissFrench:
            return currency.code + French.noBreakSpace + sign + value
        case .english:
            return sign + (Self.englishSigns[currency.code] ?? currency.code + French.noBreakSpace) + value
        }
    }

    /// A number of per cent: `5,5 %`; in Switzerland `5,5%`. At most six digits behind the comma.
    package func percentage(_ number: DecimalNumber) -> String {
        let space = self == .french || self == .canadianFrench ? French.noBreakSpace : ""
        return decimal(number) + space + "%"
    }

    private static let frenchSigns = [
        "EUR": "€", "GBP": "£", "CAD": "$\u{A0}CA", "USD": "$\u{A0}US", "AUD": "$\u{A0}AU", "NZD": "$\u{A0}NZ",
        "HKD": "$\u{A0}HK",
    ]
    private static let englishSigns = [
        "EUR": "€", "GBP": "£", "CAD": "CA$", "USD": "US$", "AUD": "A$", "NZD": "NZ$", "HKD": "HK$",
    ]
}
