/// French as a shop in France writes it. The tables are here, because a system's locale data may be missing, differs from
/// usage (`1 mai`, `14:05`) and changes with its version.
package enum French {
    /// U+00A0: before a colon, inside « », between a number and its unit.
    package static let noBreakSpace = "\u{A0}"
    /// U+202F: before `;`, `!` and `?`, between groups of three digits.
    package static let narrowNoBreakSpace = "\u{202F}"

    /// Whether a quantity takes the plural: from 2 on, so that `1,5 heure` is singular and `0 article` too.
    package static func isPlural(_ quantity: Double) -> Bool { quantity.magnitude >= 2 }

    /// `1 heure`, `2 heures`: a quantity and its noun, which no line break separates.
    package static func counted(_ quantity: Int, _ singular: String, _ plural: String) -> String {
        number(quantity) + noBreakSpace + (isPlural(Double(quantity)) ? plural : singular)
    }

    /// A whole number, its digits in groups of three: `12 345`, `−3` with a true minus sign.
    package static func number(_ value: Int) -> String {
        var digits = Array(String(value.magnitude))
        var position = digits.count - 3
        while position > 0 {
            digits.insert(contentsOf: narrowNoBreakSpace, at: position)
            position -= 3
        }
        return (value < 0 ? "\u{2212}" : "") + String(digits)
    }
}
