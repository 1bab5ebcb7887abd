import DKIM
import Logging
import Observability

extension DKIMSigner {
    /// Signs for the domains that the settings name; nil where they name none.
    init?(_ settings: Settings, _ logger: Logger) throws(CommandError) {
        let domains = settings.names(of: Keys.DKIM.selector)
        guard !domains.isEmpty else { return nil }
        var keys: [String: [DomainKey]] = [:]
        for domain in domains {
            let files = settings[Keys.DKIM.keyFile.of(domain)] ?? []
            for (selector, file) in zip(settings[Keys.DKIM.selector.of(domain)] ?? [], files) {
                let key = try Self.keyFile(file, of: domain, logger)
                keys[domain, default: []].append(DomainKey(selector: selector) { key.key() })
            }
        }
        self.init(keys: keys)
    }

    private static func keyFile(
        _ name: String, of domain: String, _ logger: Logger
    ) throws(CommandError) -> DKIMKeyFile {
        let setting = Keys.DKIM.keyFile.of(domain).name
        do throws(SigningKeyFault) {
            return try DKIMKeyFile(path: try SecretText.signingKey(name).path) {
                () throws(SigningKeyFault) in
                try SecretText.signingKey(name).text
            } tell: { news in
                switch news {
                case .replaced: logger.log(.setting, "\(setting): the new key in \(name) is in force", level: .notice)
                case .broken(let fault):
                    let reason = "\(setting): \(fault.line(about: name)); the key in force stays"
                    logger.log(.alarm, reason, ["reason": "\(reason)"])
                }
            }
        } catch {
            throw .settings("setting \(setting): \(error.line(about: name))")
        }
    }
}
