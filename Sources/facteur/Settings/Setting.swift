/// One key of the settings: its name, what it may hold, what it means. The table of them all (`SettingsTable`) drives reading,
/// the search for unknown keys, and the help.
struct Setting<Value: Sendable>: SettingDefinition {
    /// `smtp.caFile`: sections in lower case, words joined in camel case.
    let name: String
    let form: SettingForm<Value>
    /// What applies when neither file nor environment has the key.
    let standard: Value
    /// The default as the file would write it; nil where there is none.
    let defaultText: String?
    /// One line.
    let meaning: String
    /// Whether the value must never be shown, not even where it is wrong.
    let isSecret: Bool

    init(_ name: String, _ form: SettingForm<Value>, default standard: Value, _ meaning: String) {
        self.name = name
        self.form = form
        self.standard = standard
        defaultText = form.write?(standard)
        isSecret = false
        self.meaning = meaning
    }

    /// A key without a default.
    init<Wrapped>(
        _ name: String, _ form: SettingForm<Wrapped>, isSecret: Bool = false, _ meaning: String
    ) where Value == Wrapped? {
        self.name = name
        self.form = .optional(form)
        standard = nil
        defaultText = nil
        self.isSecret = isSecret
        self.meaning = meaning
    }

    var allowed: String { form.allowed }
    var isList: Bool { form.isList }

    func parse(_ texts: [String]) -> (any Sendable)? { form.parse(texts) }
}

/// A key of the settings, whatever it holds.
protocol SettingDefinition: Sendable {
    var name: String { get }
    /// What may be written, in words: `a duration such as 5s, 2m or 1h30m`.
    var allowed: String { get }
    var defaultText: String? { get }
    var meaning: String { get }
    var isSecret: Bool { get }
    /// Whether several values may be given: a sequence in the file, separated by commas in the environment.
    var isList: Bool { get }
    /// The value for the text as written; nil where it is not allowed.
    func parse(_ texts: [String]) -> (any Sendable)?
}

extension SettingDefinition {
    /// `smtp.caFile` -> `FACTEUR_SMTP_CA_FILE`: sections and the words of a camel-case name are separated by underscores, as
    /// swift-configuration's environment provider does it.
    var variable: String {
        var words = "FACTEUR_"
        var previous: Character?
        for character in name {
            if character.isUppercase, previous?.isLowercase == true { words.append("_") }
            words.append(character == "." ? "_" : character)
            previous = character
        }
        return words.uppercased()
    }
}
