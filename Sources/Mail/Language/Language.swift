/// A language that letters are written in, with the habits of a region: how it greets, and writes dates, durations, numbers and
/// the spaces around its punctuation.
///
/// The tables are here, because a system's locale data may be missing, differs from usage (`1 mai`, `14:05`) and changes with
/// its version. The raw value is the language tag (RFC 5646).
package enum Language: String, Sendable, Hashable, CaseIterable {
    /// As in France; Belgium writes the same.
    case french = "fr"
    case canadianFrench = "fr-CA"
    case swissFrench = "fr-CH"
    /// British, with the clock of 24 hours.
    case english = "en"

    /// The language of a tag in any case: the tag's own region where that has habits of its own, else the language as such
    /// (`fr-BE` is `fr`, `en-US` is `en`). Nil for a language that has no tables here.
    package init?(tag: String) {
        let tag = tag.lowercased()
        let base = tag.prefix { $0 != "-" }
        let named = Self.allCases.first { $0.rawValue.lowercased() == tag }
        guard let language = named ?? Self.allCases.first(where: { $0.rawValue == base }) else { return nil }
        self = language
    }

    var wording: Wording { self == .english ? .english : .french }

    /// Whether a quantity takes the plural. In French from 2 on, so that `1,5 heure` is singular and `0 article` too; in English
    /// all but 1 (CLDR).
    package func isPlural(_ quantity: Double) -> Bool {
        self == .english ? quantity.magnitude != 1 : quantity.magnitude >= 2
    }
}
