import DKIM
import FoundationEssentials
import Logging
import Mail
import SMTP
import Synchronization

/// Sends a test mail through each relay in turn, as a worker would compose and sign it, and keeps what each relay replied.
struct TestSending {
    let settings: Settings
    let recipient: EmailAddress

    func findings() async throws(CommandError) -> [Finding] {
        let destination = DeliveryRule(settings).disposition(of: recipient)
        if destination == .hold {
            return [
                Finding(
                    "delivery",
                    .failed("delivery.mode is hold: nothing was sent: add \(recipient.text) to delivery.allow"))
            ]
        }
        let logger = Logger(label: "facteur") { _ in SwiftLogNoOpLogHandler() }
        let composer = try Composer(settings, signer: try DKIMSigner(settings, logger))
        var findings: [Finding] = []
        if case .redirect(let target) = destination {
            findings.append(.warning("delivery", "delivery.mode is redirect: the test mail goes to \(target.text)"))
        }
        for relay in ConfiguredRelay.all(settings) {
            let tokens = LoginTokens.of(relay.login, settings)
            for url in relay.servers {
                let label = relay.label(of: url)
                if let fault = await RelayProbe.fault(url, of: relay, settings, tokens: tokens) {
                    findings.append(Finding("relay \(label)", fault))
                } else {
                    findings.append(Finding("relay \(label)", nil, detail: "reached, TLS and login as set"))
                    findings += try await send(RelaySettings(url, of: relay, settings, tokens: tokens), label, composer)
                }
            }
        }
        return findings + (findings.contains { $0.code == nil && $0.check.hasSuffix(" dot") } ? [next] : [])
    }

    private var next: Finding {
        Finding(
            "next", nil,
            detail:
                "open the mail at \(recipient.text) and its source (Gmail: Show original; Outlook.com: View message source), save it as essai.eml, then run: facteur doctor --message essai.eml"
        )
    }

    private func send(
        _ relay: RelaySettings, _ label: String, _ composer: Composer
    ) async throws(CommandError) -> [Finding] {
        let seconds = Int64(Date.now.timeIntervalSince1970)
        let test = TestLetter(to: recipient, by: relay.name, at: Timestamp(seconds: seconds))
        let replies = Replies()
        var message: Message
        do throws(ComposeFault) { message = try composer.compose(test.letter, for: test.claimed) } catch {
            throw .failed("doctor: the test mail cannot be composed: \(error)")
        }
        message.hears = { reply, stage in replies.add(reply, stage) }
        do throws(RelayFault) {
            let carrier = try SMTPCarrier(relay, journal: Unrecorded(), leases: Unrecorded())
            let transmission = await carrier.send(message)
            await carrier.close(within: .seconds(5))
            // What is refused behind a refusal is refused because of it: the commands had left together (RFC 2920).
            let all = replies.all
            let count = all.firstIndex { !$0.reply.isPositive && $0.reply.code != 354 }.map { $0 + 1 } ?? all.count
            return all.prefix(count).map { Self.finding($0.reply, $0.stage, label) } + Self.end(transmission.end, label)
        } catch {
            throw .settings(error.description)
        }
    }

    private static func finding(_ reply: Reply, _ stage: SMTPStage, _ label: String) -> Finding {
        let text = reply.line
        let isRefusal = reply.isTransient || reply.isPermanent
        let fault = CommandError.failed(
            "\(text): refused: ask the relay's operator, or look it up in docs/operations.md")
        return Finding("\(label) \(stage.rawValue)", isRefusal ? fault : nil, detail: text)
    }

    /// What no reply says.
    private static func end(_ end: Transmission.End, _ label: String) -> [Finding] {
        switch end {
        case .accepted, .refused: []
        case .broken(_, let stage, let detail):
            [Finding("\(label) \(stage.rawValue)", .unavailable("\(detail): the mail was not taken"))]
        case .inDoubt(_, let detail):
            [Finding("\(label) dot", .unavailable("\(detail): whether the mail was taken nobody can know"))]
        }
    }

    /// What the relay said, kept from the thread that sends.
    private final class Replies: Sendable {
        private let heard = Mutex<[(reply: Reply, stage: SMTPStage)]>([])

        var all: [(reply: Reply, stage: SMTPStage)] { heard.withLock { $0 } }

        func add(_ reply: Reply, _ stage: SMTPStage) { heard.withLock { $0.append((reply, stage)) } }
    }

    /// The mail is nobody's but the doctor's: no worker would ask for it after a crash.
    private struct Unrecorded: Journal, HandoverGuard {
        func begin(_ lease: Lease) throws(JournalFault) {}
        func replied(_ lease: Lease, _ reply: Reply) {}
        func settled(_ leases: [Lease]) {}
        func isWritable() -> Bool { true }
        func mayLeave(_ lease: Lease) throws(HandoverRefusal) {}
    }
}
