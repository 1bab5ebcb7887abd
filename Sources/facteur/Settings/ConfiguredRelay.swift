import Mail

/// A relay as the settings have it: one that has a name below `smtp.relays`, or what the short form says, `smtp.url` and the keys beside
/// it.
struct ConfiguredRelay: Sendable {
    /// nil in the short form.
    let name: String?
    /// At least one; each stands in for those before it.
    let servers: [RelayURL]
    let weight: Int
    let services: [String]
    let perSecond: Int?
    let perDay: Int?
    let connections: Int
    let provider: String?
    let tls: Keys.SMTP.TLS
    let caFile: String?
    let login: LoginRules

    /// All of them, in the order of preference: by the alphabet where they have names.
    static func all(_ settings: Settings) -> [ConfiguredRelay] {
        let names = names(settings)
        if !names.isEmpty { return names.compactMap { ConfiguredRelay(named: $0, settings) } }
        let servers = settings[Keys.SMTP.url] ?? []
        guard let weights = settings[Keys.SMTP.weights] else {
            return servers.isEmpty ? [] : [ConfiguredRelay(servers, weight: 1, settings)]
        }
        return zip(servers, weights).map { ConfiguredRelay([$0], weight: $1, settings) }
    }

    /// The names below `smtp.relays`.
    static func names(_ settings: Settings) -> [String] { Set(Keys.SMTP.Relays.all.flatMap(settings.names)).sorted() }

    /// nil without an address.
    private init?(named name: String, _ settings: Settings) {
        typealias Relays = Keys.SMTP.Relays
        guard let servers = settings[Relays.url.of(name)] else { return nil }
        self.name = name
        self.servers = servers
        weight = settings[Relays.weight.of(name)]
        services = settings[Relays.serves.of(name)] ?? []
        perSecond = settings[Relays.perSecond.of(name)]
        perDay = settings[Relays.perDay.of(name)]
        connections = settings[Relays.connections.of(name)] ?? settings[Keys.SMTP.connections]
        provider = settings[Relays.provider.of(name)]
        tls = settings[Relays.tls.of(name)] ?? settings[Keys.SMTP.tls]
        caFile = settings[Relays.caFile.of(name)] ?? settings[Keys.SMTP.caFile]
        login = .relay(named: name)
    }

    private init(_ servers: [RelayURL], weight: Int, _ settings: Settings) {
        name = nil
        self.servers = servers
        self.weight = weight
        services = []
        perSecond = nil
        perDay = nil
        connections = settings[Keys.SMTP.connections]
        provider = settings[Keys.SMTP.provider]
        tls = settings[Keys.SMTP.tls]
        caFile = settings[Keys.SMTP.caFile]
        login = .relay
    }

    /// What the pipeline is told.
    var terms: RelayTerms {
        RelayTerms(
            name: name, weight: weight, services: Set(services.map(RelayService.init)), perSecond: perSecond,
            perDay: perDay)
    }

    /// How lines name one of its servers: `news smtp://relay.example:587`.
    func label(of server: RelayURL) -> String { [name, server.text].compactMap(\.self).joined(separator: " ") }
}
