/// The colours of one scheme, as `#rrggbb`: those of every letter and page, and the shop's own. The layouts write the same ones.
package struct Palette: Sendable, Hashable {
    /// Behind the sheet.
    package var ground: String
    /// What the words stand on.
    package var sheet: String
    /// A part of the sheet that is set off: a section, a card.
    package var tint: String
    package var ink: String
    /// Words that matter less.
    package var quiet: String
    /// Hairlines.
    package var line: String
    /// The button's ground.
    package var accent: String
    package var accentText: String
    /// Behind the shop's name or logo.
    package var masthead: String
    package var mastheadText: String
}

extension ShopSettings.Appearance {
    package var light: Palette {
        Palette(
            ground: "#e9ecec", sheet: Self.sheet, tint: "#f1f4f4", ink: Self.ink, quiet: "#535b61", line: "#cfd5d4",
            accent: accent, accentText: accentText, masthead: masthead, mastheadText: mastheadText)
    }

    package var dark: Palette {
        Palette(
            ground: "#111416", sheet: Self.darkSheet, tint: "#262b2f", ink: Self.darkInk, quiet: "#b4babf",
            line: "#454b50", accent: accentDark, accentText: accentTextDark, masthead: mastheadDark,
            mastheadText: mastheadTextDark)
    }

    static let sheet = "#ffffff"
    static let ink = "#1d2327"
    package static let darkSheet = "#1c2023"
    static let darkInk = "#ebe9e4"

    /// In the dark the ground behind a logo that has no dark variant stays: the logo was drawn for it. So does one that is dark already.
    private var mastheadDark: String {
        let isDrawnForLight = logoURL != nil && logoDarkURL == nil
        return isDrawnForLight || Contrast.ratio("#ffffff", on: masthead) >= Contrast.words ? masthead : Self.darkSheet
    }

    private var mastheadTextDark: String { mastheadDark == masthead ? mastheadText : Self.darkInk }
}
