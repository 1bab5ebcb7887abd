/// One thing that is wrong with the settings: which key, where it was set, what is allowed. Never holds a secret value.
struct SettingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// `setting smtp.tls: /etc/facteur/facteur.yaml, line 4: "maybe": allowed: required or none`.
    let description: String
    /// Whether it is no fault of the settings, but of who looks: another user may read the file.
    let isOutOfReach: Bool

    init(_ key: String, at place: String, _ fault: String, isOutOfReach: Bool = false) {
        description = "setting \(key): \(place): \(fault)"
        self.isOutOfReach = isOutOfReach
    }

    /// A key that must be set and is not.
    static func missing(_ setting: any SettingDefinition) -> SettingFault {
        SettingFault(
            setting.name, at: "neither in the settings file nor in \(setting.variable)",
            "must be set; allowed: \(setting.allowed)")
    }
}
