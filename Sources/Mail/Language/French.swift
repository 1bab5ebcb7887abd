/// The spaces of French typography at which no line may break.
package enum French {
    /// U+00A0: before a colon, inside « », between a number and its unit.
    package static let noBreakSpace = "\u{A0}"
    /// U+202F: before `;`, `!` and `?`, between groups of three digits.
    package static let narrowNoBreakSpace = "\u{202F}"
}
