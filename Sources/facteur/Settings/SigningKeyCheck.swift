import DKIM

/// What is wrong with the keys that the settings name for signing mail, and what is unwise: faults of values that are right one by one,
/// and of the files.
struct SigningKeyCheck {
    /// By the setting that is to be changed.
    private(set) var faults: [(setting: any SettingDefinition, fault: String, isOutOfReach: Bool)] = []
    private(set) var warnings: [String] = []
    private let settings: Settings

    /// - Parameter isReading: Whether the files are looked at: not every command may read them.
    init(_ settings: Settings, reading isReading: Bool) {
        self.settings = settings
        for domain in settings.names(of: Keys.DKIM.selector) { checkSelectors(of: domain) }
        guard isReading else { return }
        for domain in settings.names(of: Keys.DKIM.keyFile) {
            for name in settings[Keys.DKIM.keyFile.of(domain)] ?? [] { readKey(name, of: Keys.DKIM.keyFile.of(domain)) }
        }
    }

    private mutating func checkSelectors(of domain: String) {
        let selectors = settings[Keys.DKIM.selector.of(domain)] ?? []
        if Set(selectors).count < selectors.count {
            faults.append((Keys.DKIM.selector.of(domain), "names a key twice; allowed: each once", false))
        }
        let setting = Keys.DKIM.keyFile.of(domain)
        if let files = settings[setting], files.count != selectors.count {
            let names = Keys.DKIM.selector.of(domain).name
            let fault = "allowed: a file for each selector in \(names), of which there are \(selectors.count)"
            faults.append((setting, fault, false))
        }
    }

    private mutating func readKey(_ name: String, of setting: any SettingDefinition) {
        do throws(SigningKeyFault) {
            let file = try SecretText.signingKey(name)
            if let warning = try SigningKey(pem: file.text).warning {
                warnings.append("\(setting.name): \(file.path) \(warning)")
            }
            if file.isExposed {
                warnings.append("\(setting.name): every user of this machine can read \(name): chmod o-r \(name)")
            }
        } catch {
            faults.append((setting, error.line(about: name), isOutOfReach(name)))
        }
    }

    private func isOutOfReach(_ name: String) -> Bool {
        do throws(SecretFile.Unreadable) {
            _ = try SecretText(name)
            return false
        } catch {
            return error.isOutOfReach
        }
    }
}

extension SecretText {
    /// The file that holds a key for signing mail.
    static func signingKey(_ name: String) throws(SigningKeyFault) -> SecretText {
        do throws(SecretFile.Unreadable) { return try SecretText(name) } catch {
            throw .unreadable(error.fault)
        }
    }
}
