import FoundationEssentials
import Webhooks

/// Reads the settings in two layers, the environment over the file, and finds all faults at once.
struct SettingsReader {
    private let file: SettingsFile
    private let environment: [String: String]
    /// Where systemd has put the unit's credentials.
    private let credentialsDirectory: String?
    private var values: [String: any Sendable] = [:]
    /// The keys of which something is written, with the names within them that the operator chose.
    private var written: Set<String> = []
    private var secrets: [String: String] = [:]
    private var warnings: [String] = []
    private var faults: [SettingFault] = []

    /// Reads `path`, which must be there, or the standard file, which need not be when the environment says enough.
    static func read(
        file path: String?, for scope: SettingsScope,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandError) -> Settings {
        try read(.named(path), for: scope, environment: environment)
    }

    static func read(
        _ file: SettingsFile, for scope: SettingsScope, environment: [String: String]
    ) throws(CommandError) -> Settings {
        let (settings, faults) = survey(file, for: scope, environment: environment)
        guard faults.isEmpty else { throw .settings(faults) }
        return settings
    }

    /// What is right of the settings, and all that is not: for whoever looks on.
    static func survey(
        _ file: SettingsFile, for scope: SettingsScope, environment: [String: String]
    ) -> (settings: Settings, faults: [SettingFault]) {
        var reader = SettingsReader(file, environment)
        for setting in SettingsTable.all {
            if let chosen = setting.chosen {
                reader.readValues(of: setting, chosen)
            } else {
                reader.readValue(of: setting)
            }
        }
        for name in environment.keys.sorted() { reader.checkVariable(name) }
        let relays = scope.usesRelays ? reader.relayNames : []
        for name in relays { reader.addCredential(of: name) }
        let endpoints = scope.tellsEvents ? reader.names(below: Keys.Events.all) : []
        for setting in scope.secrets + relays.flatMap({ LoginRules.relay(named: $0).secrets })
            + endpoints.map({ Keys.Events.secretFile.of($0) })
        {
            reader.readSecret(of: setting)
        }
        for setting in scope.certificates + relays.map({ Keys.SMTP.Relays.caFile.of($0) }) {
            reader.readCertificates(of: setting)
        }
        // What a file that cannot be read says is not known: nothing is missing then, and nothing contradicts.
        guard file.isReadable else { return (reader.settings, reader.faults) }
        for setting in scope.neededKeys where !reader.isSet(setting) {
            // Relays with names have addresses of their own.
            if setting.name == Keys.SMTP.url.name, !relays.isEmpty { continue }
            reader.faults.append(.missing(setting))
        }
        reader.checkTogether(reader.settings)
        reader.checkRelays(relays)
        reader.checkEndpoints(endpoints)
        reader.checkSigningKeys(reader.settings, reading: scope.signsMail)
        for rules in scope.logins + relays.map(LoginRules.relay(named:)) where relays.isEmpty || rules.isNamed {
            for fault in rules.faults(reader.settings) { reader.note(fault) }
        }
        return (reader.settings, reader.faults)
    }

    private var settings: Settings { Settings(values: values, secrets: secrets, warnings: warnings) }

    private init(_ file: SettingsFile, _ environment: [String: String]) {
        self.file = file
        credentialsDirectory = environment["CREDENTIALS_DIRECTORY"]
        // An empty variable is one that was not set: a shell has no other way to take it back.
        self.environment = environment.filter { $0.key.hasPrefix("FACTEUR_") && !$0.value.isEmpty }
        faults = file.faults
    }

    private mutating func readValue(of setting: any SettingDefinition) {
        guard let written = environment[setting.variable].map({ [$0] }) ?? file.entries[setting.name]?.texts else {
            return
        }
        readValue(of: setting, written)
    }

    /// The values of a key of which there is one for each name that the operator chose.
    private mutating func readValues(of setting: any SettingDefinition, _ chosen: SettingName) {
        guard let text = environment[setting.variable] else {
            for name in file.entries.keys.compactMap(setting.chosenName).sorted() { readValue(of: setting.of(name)) }
            return
        }
        guard let values = NamedValues.read(text, of: chosen) else {
            let allowed = "\(chosen.allowed), = and the value; the value: \(setting.allowed)"
            faults.append(
                SettingFault(
                    setting.name, at: setting.variable, "\(ShownValue.text(text, setting.content)); allowed: \(allowed)"
                ))
            return
        }
        for value in values { readValue(of: setting.of(value.name), value.texts) }
    }

    private mutating func readValue(of setting: any SettingDefinition, _ texts: [String]) {
        written.insert(setting.name)
        let texts = setting.isList ? Self.list(texts) : [texts.joined(separator: ", ")]
        if let value = setting.parse(texts) {
            values[setting.name] = value
        } else {
            let shown = ShownValue.text(texts.joined(separator: ", "), setting.content)
            faults.append(SettingFault(setting.name, at: place(of: setting), "\(shown); allowed: \(setting.allowed)"))
        }
    }

    private mutating func checkVariable(_ name: String) {
        guard environment[name] != nil else { return }
        let known = SettingsTable.all.map(\.variable)
        guard !known.contains(name) else { return }
        let nearest = SettingsTable.nearest(to: name, among: known).map { "did you mean \($0)?" }
        faults.append(
            SettingFault(
                name, at: "environment", "is no key: \(nearest ?? "unset it; facteur run --help lists all keys")"))
    }

    private mutating func readSecret(of setting: Setting<String?>) {
        guard let name = values[setting.name] as? String else { return }
        do throws(SecretFile.Unreadable) {
            let file = try SecretFile(name)
            secrets[setting.name] = file.secret
            if file.isExposed {
                warnings.append("\(setting.name): every user of this machine can read \(name): chmod o-r \(name)")
            }
        } catch {
            let isOutOfReach = error.isOutOfReach
            faults.append(SettingFault(setting.name, at: place(of: setting), error.fault, isOutOfReach: isOutOfReach))
        }
    }

    private mutating func readCertificates(of setting: Setting<String?>) {
        guard let path = values[setting.name] as? String, let fault = CertificateFile.fault(path) else { return }
        faults.append(
            SettingFault(setting.name, at: place(of: setting), fault.text, isOutOfReach: fault.isOutOfReach))
    }

    /// The names below `smtp.relays` of which something is written, right or wrong.
    private var relayNames: [String] { names(below: Keys.SMTP.Relays.all) }

    /// The names of which something is written under one of these keys, right or wrong.
    private func names(below keys: [any SettingDefinition]) -> [String] {
        Set(keys.flatMap { key in written.compactMap { key.chosenName(in: $0) } }).sorted()
    }

    /// The password of a relay is the unit's credential of its name, where there is one and nothing else proves the login.
    private mutating func addCredential(of relay: String) {
        let login = LoginRules.relay(named: relay)
        let proofs: [any SettingDefinition] = [
            login.passwordFile, Keys.SMTP.Relays.tokenFile.of(relay), login.oauth.tokenURL,
        ]
        guard let credentialsDirectory, isSet(login.username), !proofs.contains(where: isSet) else { return }
        let path = "\(credentialsDirectory)/smtp-password-\(relay)"
        if FileManager.default.fileExists(atPath: path) { values[login.passwordFile.name] = path }
    }

    private mutating func checkRelays(_ names: [String]) {
        let checks = RelayChecks(settings, names: names) { written.contains($0.name) }
        faults += checks.missing.map(SettingFault.missing)
        faults += checks.faults.map { SettingFault($0.setting.name, at: place(of: $0.setting), $0.fault) }
    }

    /// Each endpoint of events has its address and its secret.
    private mutating func checkEndpoints(_ names: [String]) {
        for name in names {
            let file = Keys.Events.secretFile.of(name)
            let needed: [any SettingDefinition] = [Keys.Events.url.of(name), file]
            faults += needed.filter { !written.contains($0.name) }.map(SettingFault.missing)
            if let secret = settings.secret(file), WebhookSigner(secret: secret) == nil {
                let fault = "the file holds no secret for signing; allowed: \(WebhookSigner.allowed)"
                faults.append(SettingFault(file.name, at: place(of: file), fault))
            }
        }
    }

    /// Faults of values that are right one by one.
    private mutating func checkTogether(_ settings: Settings) {
        let relays = settings[Keys.SMTP.url] ?? []
        if settings[Keys.SMTP.tls] == .none, let far = relays.first(where: { !$0.isLoopback }) {
            faults.append(
                SettingFault(
                    Keys.SMTP.tls.name, at: place(of: Keys.SMTP.tls),
                    "none is for a relay on this machine, and \(far.host) is another; allowed: required"))
        }
        if let weights = settings[Keys.SMTP.weights], !relays.isEmpty,
            weights.count != relays.count || weights.allSatisfy({ $0 == 0 })
        {
            faults.append(
                SettingFault(
                    Keys.SMTP.weights.name, at: place(of: Keys.SMTP.weights),
                    "allowed: a number for each of the \(relays.count) relays in smtp.url, not all of them 0"))
        }
        if settings[Keys.SMTP.reservedForTransactional] >= settings[Keys.SMTP.connections] {
            faults.append(
                SettingFault(
                    Keys.SMTP.reservedForTransactional.name, at: place(of: Keys.SMTP.reservedForTransactional),
                    "leaves newsletters no connection; allowed: less than smtp.connections"))
        }
        let delivery = DeliveryCheck(settings, isModeWritten: isWritten(Keys.Delivery.mode))
        faults += delivery.faults.map { SettingFault($0.setting.name, at: place(of: $0.setting), $0.text) }
        let colours = ColourCheck(settings, isWritten: isWritten)
        faults += colours.faults.map { SettingFault($0.setting.name, at: place(of: $0.setting), $0.text) }
        if settings[Keys.Bounce.tls] == .none, let mailbox = settings[Keys.Bounce.url], !mailbox.isLoopback {
            faults.append(
                SettingFault(
                    Keys.Bounce.tls.name, at: place(of: Keys.Bounce.tls),
                    "none is for a server on this machine, and \(mailbox.host) is another; allowed: required"))
        }
        noteSharedPorts(settings)
    }

    /// Two of our own listeners that would be in each other's way.
    private mutating func noteSharedPorts(_ settings: Settings) {
        var taken: [(setting: any SettingDefinition, address: ListenAddress)] = []
        let listeners: [(any SettingDefinition, ListenAddress?)] = [
            (Keys.Admin.listen, settings[Keys.Admin.listen]), (Keys.Web.listen, settings[Keys.Web.listen]),
            (Keys.Web.adminListen, settings[Keys.Web.adminListen]),
        ]
        for case let (setting, address?) in listeners {
            if let other = taken.first(where: { $0.address.isInTheWay(of: address) }) {
                // Told of the one that somebody has written.
                let (own, first) = isWritten(setting) ? (setting, other.setting) : (other.setting, setting)
                faults.append(
                    SettingFault(
                        own.name, at: place(of: own),
                        "\(address.text) is \(first.name) too; allowed: a port of its own, such as 127.0.0.1:9025"))
            }
            taken.append((setting, address))
        }
    }

    private mutating func note(_ fault: LoginRules.Fault) {
        guard let setting = SettingsTable.definition(named: fault.key) else { return }
        // What is written and not allowed has its fault already.
        guard values[fault.key] != nil || !isWritten(setting) else { return }
        let place =
            isWritten(setting)
            ? place(of: setting) : "neither in the settings file nor in \(setting.variable)"
        faults.append(SettingFault(fault.key, at: place, fault.text))
    }

    private mutating func checkSigningKeys(_ settings: Settings, reading isReading: Bool) {
        let keys: [any SettingDefinition] = [Keys.DKIM.selector, Keys.DKIM.keyFile]
        for domain in Set(keys.flatMap(settings.names)).sorted() {
            for key in keys where !written.contains(key.of(domain).name) { faults.append(.missing(key.of(domain))) }
        }
        let check = SigningKeyCheck(settings, reading: isReading)
        faults += check.faults.map { fault in
            SettingFault(
                fault.setting.name, at: place(of: fault.setting), fault.fault, isOutOfReach: fault.isOutOfReach)
        }
        warnings += check.warnings
    }

    private func isWritten(_ setting: any SettingDefinition) -> Bool {
        // A variable is of all names at once.
        if setting.chosen != nil { return written.contains(setting.name) }
        return environment[setting.variable] != nil || file.entries[setting.name] != nil
    }

    /// Whether the key has a value; one that is not allowed is a fault already.
    private func isSet(_ setting: any SettingDefinition) -> Bool {
        values[setting.name] != nil || isWritten(setting)
    }

    private func place(of setting: any SettingDefinition) -> String {
        if environment[setting.variable] != nil { return setting.variable }
        return file.entries[setting.name].map { file.place(line: $0.line) } ?? "default"
    }

    /// A list written on one line is separated by commas, as in the environment.
    static func list(_ texts: [String]) -> [String] {
        guard texts.count == 1, let text = texts.first else { return texts }
        return text.split(separator: ",").map { item in
            String(item.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
    }
}
