/// One key of the settings: its name, what it may hold, what it means. The table of them all (`SettingsTable`) drives reading,
/// the search for unknown keys, the help, and the documentation.
struct Setting<Value: Sendable>: SettingDefinition {
    /// `smtp.caFile`: sections in lower case, words joined in camel case.
    private(set) var name: String
    let pattern: String
    let form: SettingForm<Value>
    /// What applies when neither file nor environment has the key.
    let standard: Value
    let defaultText: String?
    let meaning: String
    /// Whether the value must never be shown, not even where it is wrong: the name of a password's file too, in whose place people
    /// write the password.
    let isSecret: Bool
    let example: SettingExample

    /// A key with a default, which the example file shows as a comment, or sets where `isSet`.
    init(
        _ name: String, _ form: SettingForm<Value>, default standard: Value, isSet: Bool = false, _ meaning: String
    ) {
        self.name = name
        pattern = name
        self.form = form
        self.standard = standard
        let text = form.write?(standard) ?? ""
        defaultText = text
        isSecret = false
        let quoted = text.hasPrefix("#") ? "\"\(text)\"" : text
        example = isSet ? .set(quoted) : .shown(quoted)
        self.meaning = meaning
    }

    /// A key without a default.
    init<Wrapped>(
        _ name: String, _ form: SettingForm<Wrapped>, isSecret: Bool = false, example: SettingExample,
        _ meaning: String
    ) where Value == Wrapped? {
        self.name = name
        pattern = name
        self.form = .optional(form)
        standard = nil
        defaultText = nil
        self.isSecret = isSecret
        self.example = example
        self.meaning = meaning
    }

    var allowed: String { form.allowed }
    var unit: String { form.unit }
    var isList: Bool { form.isList }

    var content: ShownValue.Content { isSecret ? .secret : form.content }

    func parse(_ texts: [String]) -> (any Sendable)? { form.parse(texts) }

    /// The same key of one name: `dkim.shop.example.selector`.
    func of(_ name: String) -> Setting {
        guard let mark = chosen?.mark else { return self }
        var setting = self
        setting.name = pattern.replacing(mark, with: name)
        return setting
    }
}

/// What the example file writes for a key, in YAML.
enum SettingExample: Sendable, Hashable {
    /// As a line in use.
    case set(String)
    /// As a comment.
    case shown(String)
}

/// A key of the settings, whatever it holds.
protocol SettingDefinition: Sendable {
    var name: String { get }
    /// The key as the table has it: `dkim.<domain>.selector` where the name is `dkim.shop.example.selector`.
    var pattern: String { get }
    /// What may be written, in words: `a duration from 1s to 1h`.
    var allowed: String { get }
    /// What a number counts: `connections`, `messages a minute`; empty for a value that is no number.
    var unit: String { get }
    /// The default as the file would write it; nil where there is none.
    var defaultText: String? { get }
    /// For people, in a sentence or a few.
    var meaning: String { get }
    /// What of a wrong value may be shown.
    var content: ShownValue.Content { get }
    var example: SettingExample { get }
    /// Whether several values may be given: a sequence in the file, separated by commas in the environment.
    var isList: Bool { get }
    /// The value for the text as written; nil where it is not allowed.
    func parse(_ texts: [String]) -> (any Sendable)?
    /// The same key of one name, where the operator chooses names.
    func of(_ name: String) -> Self
}

extension SettingDefinition {
    /// `smtp.caFile` -> `FACTEUR_SMTP_CA_FILE`: sections and the words of a camel-case name are separated by underscores. A name
    /// that the operator chooses is no part of it.
    var variable: String {
        var words = "FACTEUR_"
        var previous: Character?
        for character in chosen.map({ pattern.replacing(".\($0.mark)", with: "") }) ?? pattern {
            if character.isUppercase, previous?.isLowercase == true { words.append("_") }
            words.append(character == "." ? "_" : character)
            previous = character
        }
        return words.uppercased()
    }
}
