import Mail
import Platform

/// What an operator should know of settings that work and yet are not what production needs.
enum SettingsWarnings {
    /// What a worker has open beside its connections to relays: sessions of the database, the journal, listeners, a log.
    private static let otherFiles = 64

    /// Where Microsoft 365 takes mail of its customers' programs.
    private static let microsoft: Set = ["smtp.office365.com", "smtp-legacy.office365.com", "outlook.office365.com"]

    /// `hostName` is what this machine calls itself, `openFiles` how many this process may have open.
    static func warnings(
        _ settings: Settings, hostName: String = HostName.current, openFiles: Int = OpenFiles.limit
    ) -> [String] {
        var warnings = settings.warnings
        if let notice = DeliveryRule(settings).notice { warnings.append(notice) }
        let helo = settings[Keys.Mail.helo] ?? hostName
        if !isFullName(helo) {
            let origin = settings[Keys.Mail.helo] == nil ? "is not set, and this host calls itself" : "is"
            warnings.append(
                "mail.helo \(origin) \(helo), a name that many relays refuse (Helo command rejected): set it to this host's full name"
            )
        }
        if settings[Keys.Web.publicURL] == nil {
            warnings.append("web.publicUrl is not set: newsletters are kept back until it is")
        }
        warnings += exposed(settings)
        warnings += unsigned(settings)
        warnings += IdentityFields.missing(settings).map {
            "web.webhooks.\($0).secretFile: reports may name no message, for no relay of smtp.url is known as \($0)'s: set smtp.provider"
        }
        let legal = [Keys.Shop.form, Keys.Shop.registration, Keys.Shop.office].filter { settings[$0] == nil }
        if !legal.isEmpty {
            let names = legal.map(\.name).joined(separator: ", ")
            warnings.append("\(names): not set, and a French company's letters must say it (Code de commerce R123-237)")
        }
        if settings[Keys.Shop.privacyURL] == nil {
            warnings.append(
                "shop.privacyUrl is not set: letters don't say where readers learn what becomes of their data (GDPR, article 13)"
            )
        }
        let relays = ConfiguredRelay.all(settings)
        warnings += relays.compactMap { relay in
            guard settings[relay.login.passwordFile] != nil,
                let server = relay.servers.first(where: { microsoft.contains($0.host.lowercased()) })
            else { return nil }
            let key = relay.login.passwordFile.name
            let oauth = relay.login.oauth.tokenURL.name.dropLast(".tokenUrl".count)
            return "\(key): \(server.host) takes passwords no longer or not for long (550 5.7.30): set \(oauth) instead"
        }
        let files = relays.reduce(otherFiles) { $0 + $1.connections * $1.servers.count }
        if files > openFiles {
            warnings.append(
                "smtp.connections: they and the rest may be \(files) open files, and \(openFiles) are allowed: raise LimitNOFILE or ulimit -n"
            )
        }
        return warnings
    }

    /// Kinds that the settings name and no template is of: a slip, and what it was to change stays as it was.
    static func strangers(_ settings: Settings, known: [String]) -> [String] {
        settings.names(of: Keys.Retention.kinds).filter { !known.contains($0) }.map {
            "\(Keys.Retention.kinds.of($0).name): there is no template of this kind: correct the name, or remove the key"
        }
    }

    /// What asks for no login is for this machine, or for a network that somebody watches.
    static func exposed(_ settings: Settings) -> [String] {
        let listeners =
            [(Keys.Admin.listen.name, settings[Keys.Admin.listen])]
            + (settings[Keys.Web.adminListen].map { [(Keys.Web.adminListen.name, $0)] } ?? [])
        return listeners.filter(\.1.isEverywhere).map { name, address in
            "\(name): \(address.text) answers everybody who reaches this machine, and asks for no login: set 127.0.0.1:\(address.port)"
        }
    }

    /// Where Facteur signs mail of one sender, nobody expects that of the other to leave without.
    private static func unsigned(_ settings: Settings) -> [String] {
        let signed = settings.names(of: Keys.DKIM.selector)
        guard !signed.isEmpty else { return [] }
        return [Keys.Mail.from, Keys.Mail.bulkFrom].compactMap { setting in
            guard let domain = settings[setting]?.address.domain.ascii, !signed.contains(domain) else { return nil }
            return
                "\(setting.name): its mail is not signed: no key below dkim is for \(domain): facteur dkim new"
        }
    }

    /// A name of two labels or more that the world can know, or an address in brackets (RFC 5321 section 4.1.3).
    private static func isFullName(_ name: String) -> Bool {
        if name.hasPrefix("[") { return true }
        let labels = name.lowercased().split(separator: ".")
        guard let last = labels.last, labels.count > 1 else { return false }
        return !["local", "localdomain", "lan", "internal", "home"].contains(last)
    }
}
