import Mail

/// Looks at the way to each relay, as far as TLS and login: nothing is sent.
struct RelayLook {
    let settings: Settings

    func findings() async -> [Finding] {
        var findings: [Finding] = []
        for relay in ConfiguredRelay.all(settings) {
            let tokens = LoginTokens.of(relay.login, settings)
            if let tokens { findings.append(await look(at: tokens, of: relay)) }
            for url in relay.servers { findings.append(await look(at: url, of: relay, tokens)) }
        }
        return findings
    }

    private func look(at tokens: any AccessTokens, of relay: ConfiguredRelay) async -> Finding {
        let file = relay.login.tokenFile.flatMap { settings[$0] == nil ? nil : $0.name }
        let source = file ?? relay.login.oauth.tokenURL.name
        let check = ["token", relay.name].compactMap(\.self).joined(separator: " ")
        return switch await tokens.token() {
        case .token: Finding(check, nil, detail: "from \(source)")
        case .noneNewer: Finding(check, .failed("\(source): gives none"))
        case .failed(let fault):
            Finding(
                check, fault.kind == .unreachable ? .unavailable(fault.description) : .settings(fault.description))
        }
    }

    private func look(
        at url: RelayURL, of relay: ConfiguredRelay, _ tokens: (any AccessTokens)?
    ) async -> Finding {
        await Finding(
            "relay \(relay.label(of: url))", RelayProbe.fault(url, of: relay, settings, tokens: tokens),
            detail: "reached, TLS and login as set")
    }
}
