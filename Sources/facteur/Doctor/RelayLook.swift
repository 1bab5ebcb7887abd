import Mail
import SMTP

/// Looks at the way to each relay, a step a line, as far as TLS and login: nothing is sent.
struct RelayLook {
    /// What keeps a worker waiting for minutes is soon clear to somebody who looks on.
    private static let patience: Duration = .seconds(5)

    let settings: Settings

    func findings() async -> [Finding] {
        guard let urls = settings[Keys.SMTP.url] else {
            return [.skipped("relay", "\(Keys.SMTP.url.name) is not set, or not readable: see above")]
        }
        var findings: [Finding] = []
        let tokens = LoginTokens.relay(settings)
        if let tokens { findings.append(await look(at: tokens)) }
        for url in urls {
            findings += await look(at: RelaySettings(url, settings, tokens: tokens), named: "relay \(url.text)")
        }
        return findings
    }

    private func look(at tokens: any AccessTokens) async -> Finding {
        let source = settings[Keys.SMTP.tokenFile] == nil ? Keys.SMTP.oauth.tokenURL.name : Keys.SMTP.tokenFile.name
        return switch await tokens.token() {
        case .token: .ok("token", "from \(source)")
        case .noneNewer: .failing("token", .failed, "\(source): gives none")
        case .failed(let fault):
            Finding(
                "token", fault.kind == .unreachable ? .unavailable(fault.description) : .settings(fault.description))
        }
    }

    /// One relay, as it is set.
    private func look(at relay: RelaySettings, named name: String) async -> [Finding] {
        do throws(RelayFault) {
            // A login that this user may not read is no reason not to look at the rest.
            var anonymous = relay
            anonymous.username = nil
            anonymous.password = nil
            anonymous.tokens = nil
            let inspection = try await RelayInspection.of(anonymous, within: Self.patience)
            let steps = RelaySteps(inspection, of: relay, named: name, patience: Self.patience, now: .now)
            guard inspection.end == nil else { return steps.findings }
            return steps.findings + [await login(to: relay, named: name, offered: inspection.handshake.capabilities)]
        } catch {
            return [.failing(name, .settings, error.description)]
        }
    }

    private func login(to relay: RelaySettings, named name: String, offered: Capabilities) async -> Finding {
        let check = "\(name) login"
        guard relay.username != nil else {
            let offer = offered.logins.isEmpty ? "" : "; the relay offers \(offered.logins.joined(separator: ", "))"
            return .ok(check, "none is set\(offer)")
        }
        if let file = settings[Keys.SMTP.passwordFile], let fault = Self.outOfReach(file) {
            return .skipped(check, "\(Keys.SMTP.passwordFile.name): \(fault)")
        }
        guard relay.password != nil || relay.tokens != nil else {
            return .skipped(check, "no password and no token is set, or not readable: see above")
        }
        return Finding(check, await RelayProbe.fault(of: relay), detail: "taken")
    }

    private static func outOfReach(_ file: String) -> String? {
        do throws(SecretFile.Unreadable) {
            _ = try SecretFile(file)
            return nil
        } catch {
            return error.isOutOfReach ? error.fault : nil
        }
    }
}
