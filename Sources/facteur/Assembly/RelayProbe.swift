import Mail
import SMTP

/// Finds out whether a relay can be reached, encrypted and logged in to, without a word about a mail.
enum RelayProbe {
    /// How long somebody who looks on waits for it: a worker has more patience.
    static let patience: Duration = .seconds(20)

    /// What is wrong with the way to the relay; nil when mail could leave.
    static func fault(
        _ url: RelayURL, of relay: ConfiguredRelay, _ settings: Settings, tokens: (any AccessTokens)?
    ) async -> CommandError? {
        await fault(
            of: RelaySettings(url, of: relay, settings, tokens: tokens), login: relay.login.username.name)
    }

    /// The same of a relay as it is set; `login` is the setting that names its user.
    static func fault(of relay: RelaySettings, login: String) async -> CommandError? {
        do throws(RelayFault) {
            let carrier = try SMTPCarrier(relay, journal: Nothing(), leases: Nothing())
            let end = await carrier.probe(within: min(patience, relay.timeouts.connect + relay.timeouts.greeting))
            await carrier.close(within: .seconds(5))
            return fault(end, login)
        } catch {
            return .settings(error.description)
        }
    }

    /// - Parameter login: The key of the login's name.
    private static func fault(_ end: Transmission.End, _ login: String) -> CommandError? {
        switch end {
        case .accepted: nil
        case .broken(let fault, let stage, let detail):
            switch fault {
            case .tlsMissing, .tlsFailed, .loginImpossible, .passwordUnreadable, .nameNotFound, .tokenRefused,
                .tokenUnreadable:
                .settings("\(detail) (\(stage.rawValue)): \(ReplyTable(rows: []).judge(end).sentence)")
            case .tokenServerUnreachable: .unavailable(detail)
            default: .unavailable("\(detail) (\(stage.rawValue)): is it up, and the port open?")
            }
        case .refused(let reply, let stage):
            stage == .auth
                ? .settings(
                    "the login was refused: \(reply.line): check \(login) and its password or token")
                : .unavailable("refused at \(stage.rawValue): \(reply.line): ask its operator")
        case .inDoubt(_, let detail): .failed("\(detail): no mail was sent, this is no SMTP server")
        }
    }

    /// Nothing leaves, so nothing is written down.
    private struct Nothing: Journal, HandoverGuard {
        func begin(_ lease: Lease) throws(JournalFault) { throw JournalFault("a probe sends nothing") }
        func replied(_ lease: Lease, _ reply: Reply) {}
        func settled(_ leases: [Lease]) {}
        func isWritable() -> Bool { false }
        func mayLeave(_ lease: Lease) throws(HandoverRefusal) { throw HandoverRefusal("a probe sends nothing") }
    }
}
