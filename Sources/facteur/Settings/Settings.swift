/// The settings of this process, read and checked: `settings[Keys.SMTP.connections]`.
struct Settings: Sendable {
    private let values: [String: any Sendable]
    /// The contents of secret files, by the name of their key.
    private let secrets: [String: String]
    /// What is allowed but unwise, a line each.
    let warnings: [String]

    init(values: [String: any Sendable], secrets: [String: String] = [:], warnings: [String] = []) {
        self.values = values
        self.secrets = secrets
        self.warnings = warnings
    }

    /// The value that was set, or the default.
    subscript<Value>(setting: Setting<Value>) -> Value {
        values[setting.name] as? Value ?? setting.standard
    }

    /// The names that the operator chose for this key, in their order by the alphabet.
    func names(of setting: any SettingDefinition) -> [String] {
        values.keys.compactMap { setting.chosenName(in: $0) }.sorted()
    }

    /// The value of a key that this command cannot do without.
    func require<Value>(_ setting: Setting<Value?>) throws(CommandError) -> Value {
        guard let value = self[setting] else { throw .settings([.missing(setting)]) }
        return value
    }

    /// What the file under this key holds; nil when the key is not set.
    func secret(_ setting: Setting<String?>) -> String? { secrets[setting.name] }
}
