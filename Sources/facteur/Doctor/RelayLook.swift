import Mail
import SMTP

/// Looks at the way to each relay, a step a line, as far as TLS and login: nothing is sent.
struct RelayLook {
    /// What keeps a worker waiting for minutes is soon clear to somebody who looks on.
    private static let patience: Duration = .seconds(5)

    let settings: Settings

    func findings() async -> [Finding] {
        let relays = ConfiguredRelay.all(settings)
        guard !relays.isEmpty else {
            return [.skipped("relay", "\(Keys.SMTP.url.name) is not set, or not readable: see above")]
        }
        var findings: [Finding] = []
        for relay in relays {
            let tokens = LoginTokens.of(relay.login, settings)
            if let tokens { findings.append(await look(at: tokens, of: relay)) }
            for url in relay.servers {
                findings += await look(
                    at: RelaySettings(url, of: relay, settings, tokens: tokens), with: relay.login,
                    named: "relay \(relay.label(of: url))")
            }
        }
        return findings
    }

    private func look(at tokens: any AccessTokens, of relay: ConfiguredRelay) async -> Finding {
        let file = relay.login.tokenFile.flatMap { settings[$0] == nil ? nil : $0.name }
        let source = file ?? relay.login.oauth.tokenURL.name
        let check = ["token", relay.name].compactMap(\.self).joined(separator: " ")
        return switch await tokens.token() {
        case .token: .ok(check, "from \(source)")
        case .noneNewer: .failing(check, .failed, "\(source): gives none")
        case .failed(let fault):
            Finding(
                check, fault.kind == .unreachable ? .unavailable(fault.description) : .settings(fault.description))
        }
    }

    /// One relay, as it is set.
    private func look(at relay: RelaySettings, with login: LoginRules, named name: String) async -> [Finding] {
        do throws(RelayFault) {
            // A login that this user may not read is no reason not to look at the rest.
            var anonymous = relay
            anonymous.username = nil
            anonymous.password = nil
            anonymous.tokens = nil
            let inspection = try await RelayInspection.of(anonymous, within: Self.patience)
            let steps = RelaySteps(inspection, of: relay, named: name, patience: Self.patience, now: .now)
            guard inspection.end == nil else { return steps.findings }
            return steps.findings + [
                await self.login(login, to: relay, named: name, offered: inspection.handshake.capabilities)
            ]
        } catch {
            return [.failing(name, .settings, error.description)]
        }
    }

    private func login(
        _ login: LoginRules, to relay: RelaySettings, named name: String, offered: Capabilities
    ) async -> Finding {
        let check = "\(name) login"
        guard relay.username != nil else {
            let offer = offered.logins.isEmpty ? "" : "; the relay offers \(offered.logins.joined(separator: ", "))"
            return .ok(check, "none is set\(offer)")
        }
        if let file = settings[login.passwordFile], let fault = Self.outOfReach(file) {
            return .skipped(check, "\(login.passwordFile.name): \(fault)")
        }
        guard relay.password != nil || relay.tokens != nil else {
            return .skipped(check, "no password and no token is set, or not readable: see above")
        }
        return Finding(check, await RelayProbe.fault(of: relay, login: login.username.name), detail: "taken")
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
