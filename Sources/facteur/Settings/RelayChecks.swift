import Mail

/// What must hold between the keys of relays, where each is right by itself.
struct RelayChecks: Sendable {
    /// By the setting that is to be changed.
    private(set) var faults: [(setting: any SettingDefinition, fault: String)] = []
    private(set) var missing: [any SettingDefinition] = []

    /// What the short form alone has.
    private static let short: [any SettingDefinition] =
        [
            Keys.SMTP.url, Keys.SMTP.weights, Keys.SMTP.provider, Keys.SMTP.username, Keys.SMTP.passwordFile,
            Keys.SMTP.tokenFile,
        ] + Keys.SMTP.oauth.settingsSection.keys

    /// - Parameters:
    ///   - names: Of the relays of which something is written, right or wrong.
    ///   - isWritten: Whether there is a value under a key.
    init(_ settings: Settings, names: [String], isWritten: (any SettingDefinition) -> Bool) {
        guard !names.isEmpty else { return }
        let written = Self.short.filter(isWritten)
        if let first = written.first {
            let keys = written.map(\.name).joined(separator: ", ")
            faults.append(
                (first, "smtp.relays has the relays; allowed: \(keys) below a relay's name, or no smtp.relays"))
        }
        missing = names.map { Keys.SMTP.Relays.url.of($0) }.filter { !isWritten($0) }
        let relays = ConfiguredRelay.all(settings)
        for relay in relays {
            guard let name = relay.name, relay.tls == .none, let far = relay.servers.first(where: { !$0.isLoopback })
            else {
                continue
            }
            let own = Keys.SMTP.Relays.tls.of(name)
            let key: any SettingDefinition = isWritten(own) ? own : Keys.SMTP.tls
            faults.append((key, "none is for a relay on this machine, and \(far.host) is another; allowed: required"))
        }
        // Only where all is known.
        guard missing.isEmpty, relays.count == names.count else { return }
        checkWeights(relays)
    }

    /// Of those that serve the same at least one has a weight.
    private mutating func checkWeights(_ relays: [ConfiguredRelay]) {
        let routes = RelayRoutes(relays.map(\.terms.services))
        for route in routes.all where route.relays.allSatisfy({ relays[$0].weight == 0 }) {
            guard let name = relays[route.relays[0]].name else { continue }
            let others =
                route.relays.count > 1 ? ", as those that serve the same" : ", and nothing else serves the same"
            faults.append((Keys.SMTP.Relays.weight.of(name), "is 0\(others); allowed: 0 beside another weight"))
        }
    }
}

extension ConfiguredRelay {
    /// The kinds that no relay serves, and what relays are kept for and is neither lane nor kind: a line each.
    static func routingFaults(_ settings: Settings, kinds: [KindDefinition]) -> [String] {
        let relays = all(settings)
        let named = relays.filter { $0.name != nil }
        guard !named.isEmpty else { return [] }
        let lanes = Dictionary(kinds.map { ($0.name, $0.lane) }) { first, _ in first }
        let unserved = RelayRoutes(named.map(\.terms.services), lanes: lanes)
            .unserved(kinds.map { (name: $0.name, lane: $0.lane) })
        let known = Lane.allCases.map(\.rawValue) + lanes.keys.sorted()
        let unknown = named.flatMap { relay in
            relay.services.filter { !known.contains($0) }.map { word in
                let nearest = SettingsTable.nearest(to: word, among: known).map { ": did you mean \($0)?" } ?? ""
                return
                    "setting smtp.relays.\(relay.name ?? "").serves: \(word) is neither a lane nor a kind of these templates\(nearest)"
            }
        }
        // A lane of which nothing is served is one fault, however many kinds it has.
        let bare = Lane.allCases.filter { lane in
            let own = kinds.filter { $0.lane == lane }
            return !own.isEmpty && own.allSatisfy { kind in unserved.contains { $0.name == kind.name } }
        }
        let lines =
            bare.map { "setting smtp.relays: no relay serves the lane \($0.rawValue)\(advice($0.rawValue))" }
            + unserved.filter { !bare.contains($0.lane) }.map {
                "setting smtp.relays: no relay serves the kind \($0.name), lane \($0.lane.rawValue)\(advice($0.name))"
            }
        return unknown + lines
    }

    private static func advice(_ word: String) -> String {
        ": write \(word) into the serves of one, or leave serves out of one"
    }
}
