/// Keys that stand together in the settings file: `smtp`, or `smtp.timeouts` within it,
/// `dkim.<domain>` for each name that the operator chooses.
struct SettingsSection: Sendable {
    let name: String
    /// For people, in a sentence or a few; empty where the keys say it all.
    let meaning: String
    /// In the order of the documentation.
    let keys: [any SettingDefinition]
    /// Whether the section's words are enough for the example file, which then lists its keys without theirs.
    let isListed: Bool

    init(_ name: String, _ meaning: String, _ keys: [any SettingDefinition], isListed: Bool = false) {
        self.name = name
        self.meaning = meaning
        self.keys = keys
        self.isListed = isListed
    }
}
