import Mail

/// Looks at the way to each relay, as far as TLS and login: nothing is sent.
struct RelayLook {
    let settings: Settings

    func findings() async -> [Finding] {
        var findings: [Finding] = []
        let tokens = LoginTokens.relay(settings)
        if let tokens { findings.append(await look(at: tokens)) }
        for url in settings[Keys.SMTP.url] ?? [] { findings.append(await look(at: url, tokens)) }
        return findings
    }

    private func look(at tokens: any AccessTokens) async -> Finding {
        let source = settings[Keys.SMTP.tokenFile] == nil ? Keys.SMTP.oauth.tokenURL.name : Keys.SMTP.tokenFile.name
        return switch await tokens.token() {
        case .token: Finding("token", nil, detail: "from \(source)")
        case .noneNewer: Finding("token", .failed("\(source): gives none"))
        case .failed(let fault):
            Finding(
                "token", fault.kind == .unreachable ? .unavailable(fault.description) : .settings(fault.description))
        }
    }

    private func look(at url: RelayURL, _ tokens: (any AccessTokens)?) async -> Finding {
        await Finding(
            "relay \(url.text)", RelayProbe.fault(of: url, settings, tokens: tokens),
            detail: "reached, TLS and login as set")
    }
}
