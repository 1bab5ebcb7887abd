extension ShopSettings {
    /// How letters and pages look. Colours are `#rrggbb`. What a shop doesn't say follows from what it says, so that everybody can read
    /// it; what it does say is measured where the settings are read.
    package struct Appearance: Sendable, Hashable {
        /// The button's ground, and the bar above the masthead.
        package var accent: String
        /// The button's words.
        package var accentText: String
        /// The same two where the reader's system is dark.
        package var accentDark: String
        package var accentTextDark: String
        /// Behind the shop's name or logo, and the name.
        package var masthead: String
        package var mastheadText: String
        /// A PNG or JPEG on the shop's own domain, 40 pixels high; nil writes the shop's name instead.
        package var logoURL: String?
        /// The same for a dark ground.
        package var logoDarkURL: String?

        /// - Parameters:
        ///   - accentText, accentTextDark, mastheadText: Nil for white or black words, whichever can be read.
        ///   - accentDark: Nil for the accent, lightened until it is seen on a dark sheet.
        ///   - masthead: Nil for the sheet's own ground.
        package init(
            accent: String, accentText: String? = nil, accentDark: String? = nil, accentTextDark: String? = nil,
            masthead: String? = nil, mastheadText: String? = nil, logoURL: String? = nil, logoDarkURL: String? = nil
        ) {
            self.accent = accent
            self.accentText = accentText ?? Contrast.readable(on: accent)
            self.accentDark = accentDark ?? Contrast.lightened(accent, on: Self.darkSheet)
            self.accentTextDark = accentTextDark ?? Contrast.readable(on: self.accentDark)
            self.masthead = masthead ?? Self.sheet
            self.mastheadText = mastheadText ?? masthead.map { Contrast.readable(on: $0) } ?? Self.ink
            self.logoURL = logoURL
            self.logoDarkURL = logoDarkURL
        }
    }
}
