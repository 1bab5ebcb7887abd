import Templates

/// Colours of `shop.colours` that not everybody could tell apart. What nobody has written is chosen so that it can be read.
struct ColourCheck {
    struct Fault {
        /// The key to change: one that somebody has written.
        let setting: any SettingDefinition
        let text: String
    }

    let faults: [Fault]

    /// Two colours that stand on one another, and the contrast that they need.
    private struct Pair {
        let words: Setting<String?>
        /// Nil for the sheet of a dark letter.
        var ground: (any SettingDefinition)?
        let least: Double
        let colours: (words: String, ground: String)
    }

    /// - Parameter isWritten: Whether somebody wrote this key.
    init(_ settings: Settings, isWritten: (any SettingDefinition) -> Bool) {
        let look = ShopSettings.Appearance(settings)
        let dark = look.dark
        let pairs = [
            Pair(
                words: Keys.Shop.accentText, ground: Keys.Shop.accent, least: Contrast.words,
                colours: (look.accentText, look.accent)),
            Pair(
                words: Keys.Shop.accentDark, least: Contrast.shapes,
                colours: (dark.accent, ShopSettings.Appearance.darkSheet)),
            Pair(
                words: Keys.Shop.accentTextDark, ground: Keys.Shop.accentDark, least: Contrast.words,
                colours: (dark.accentText, dark.accent)),
            Pair(
                words: Keys.Shop.mastheadText, ground: Keys.Shop.masthead, least: Contrast.words,
                colours: (look.mastheadText, look.masthead)),
        ]
        faults = pairs.compactMap { pair in
            let ratio = Contrast.ratio(pair.colours.words, on: pair.colours.ground)
            let keys: [any SettingDefinition] = [pair.words] + (pair.ground.map { [$0] } ?? [])
            guard ratio < pair.least, let written = keys.first(where: isWritten) else { return nil }
            let ground = pair.ground?.name ?? "the sheet of a dark letter"
            return Fault(
                setting: written,
                text: """
                    the contrast of \(pair.words.name) (\(pair.colours.words)) on \(ground) (\(pair.colours.ground)) is \
                    \(Contrast.text(ratio)); allowed: at least \(pair.least) (WCAG 2.1), or leave \(pair.words.name) out, which then follows
                    """)
        }
    }
}
