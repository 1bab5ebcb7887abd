import IMAP
import Mail

extension IMAPMailbox {
    /// The mailbox of the settings.
    convenience init(_ settings: Settings) throws(CommandError) {
        let url = try settings.require(Keys.Bounce.url)
        var mailbox = MailboxSettings(
            host: url.host, port: url.port, username: try settings.require(Keys.Bounce.username),
            proof: try Self.proof(settings))
        mailbox.implicitTLS = url.isImplicitTLS
        mailbox.isEncrypted = settings[Keys.Bounce.tls] == .required
        mailbox.caFile = settings[Keys.Bounce.caFile]
        mailbox.folder = settings[Keys.Bounce.folder]
        mailbox.handledFolder = settings[Keys.Bounce.handledFolder]
        self.init(mailbox)
    }

    private static func proof(_ settings: Settings) throws(CommandError) -> MailboxSettings.Proof {
        if let tokens = LoginTokens.source(settings, Keys.Bounce.oauth) { return .tokens(tokens) }
        let file = try settings.require(Keys.Bounce.passwordFile)
        return .password({ () throws(MailboxFault) in
            do throws(SecretFile.Unreadable) {
                return try SecretFile(file).secret
            } catch {
                throw MailboxFault(.refused, "\(Keys.Bounce.passwordFile.name): \(error.fault)")
            }
        })
    }
}

extension CommandError {
    /// A mailbox that cannot be read.
    init(_ fault: MailboxFault) {
        switch fault.kind {
        case .unreachable: self = .unavailable("bounce: \(fault)")
        case .refused: self = .settings("bounce: \(fault)")
        }
    }
}
