import DKIM
import Mail
import Platform
import SenderPolicy

/// Looks at what the DNS says of the senders in the settings, at the relays, and at the way out of newsletters.
struct DomainLook {
    let settings: Settings
    let lookup: any DNSLookup

    func findings() async throws(CommandError) -> [Finding] {
        let keys = try keys()
        var findings: [Finding] = []
        for from in try senders() {
            let setup = SenderSetup(
                fromDomain: from.address.domain.ascii, returnPath: try returnPath(of: from),
                helo: settings[Keys.Mail.helo] ?? HostName.current, keys: keys,
                relays: ConfiguredRelay.all(settings).flatMap(\.servers).map {
                    .init(host: $0.host, isLoopback: $0.isLoopback)
                })
            // What two senders have in common is told once.
            for finding in await SenderLook(setup, in: lookup).findings().map(Finding.init)
            where !findings.contains(where: { $0.line == finding.line }) {
                findings.append(finding)
            }
        }
        return findings + (await RelayLook(settings: settings).findings()) + unsubscribing()
    }

    /// A sender for each domain.
    private func senders() throws(CommandError) -> [Mailbox] {
        let from = try settings.require(Keys.Mail.from)
        guard let bulk = settings[Keys.Mail.bulkFrom], bulk.address.domain != from.address.domain else { return [from] }
        return [from, bulk]
    }

    private func returnPath(of from: Mailbox) throws(CommandError) -> String {
        (settings[Keys.Mail.returnPath] ?? ReturnPath(from.address)).sender(of: MessageID(high: 0, low: 0))
    }

    private func keys() throws(CommandError) -> [SenderSetup.Key] {
        var keys: [SenderSetup.Key] = []
        for domain in settings.names(of: Keys.DKIM.selector) {
            let setting = Keys.DKIM.keyFile.of(domain)
            guard let name = try? DomainName(domain[...]) else { continue }
            for (selector, file) in zip(settings[Keys.DKIM.selector.of(domain)] ?? [], settings[setting] ?? []) {
                do throws(SigningKeyFault) {
                    let key = try SigningKey(pem: try SecretText.signingKey(file).text)
                    let record = KeyRecord(of: key, domain: name, selector: selector)
                    keys.append(SenderSetup.Key(domain: domain, selector: selector.name, record: record.text))
                } catch {
                    throw .settings("setting \(setting.name): \(error.line(about: file))")
                }
            }
        }
        return keys
    }

    /// What List-Unsubscribe needs: Gmail and Yahoo want one click of bulk mail (RFC 8058).
    private func unsubscribing() -> [Finding] {
        let check = "unsubscribe"
        guard let url = settings[Keys.Web.publicURL] else {
            return [
                .warning(
                    check,
                    "web.publicUrl is not set: newsletters need it, since Gmail and Yahoo want one click (RFC 8058)")
            ]
        }
        guard url.hasPrefix("https://") else {
            return [
                Finding(
                    check,
                    .failed("web.publicUrl is \(url): Gmail and Yahoo press the button over https:// alone: set it so"))
            ]
        }
        let isMailSet = settings[Keys.Mail.unsubscribeMailto] != nil
        let mail = isMailSet ? "" : "; mail.unsubscribeMailto, for programs that send a mail instead, is not set"
        return [Finding(check, nil, detail: "one click by \(url)\(mail)")]
    }
}
