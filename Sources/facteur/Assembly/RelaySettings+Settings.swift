import Mail
import Platform
import SMTP

extension RelaySettings {
    /// One relay as the settings have it; `tokens` are those of the login that all relays share.
    init(_ url: RelayURL, _ settings: Settings, tokens: (any AccessTokens)?) {
        self.init(host: url.host, port: url.port, helo: settings[Keys.Mail.helo] ?? HostName.current)
        implicitTLS = url.isImplicitTLS
        tls = settings[Keys.SMTP.tls] == .none ? .none : .required
        caFile = settings[Keys.SMTP.caFile]
        username = settings[Keys.SMTP.username]
        password = settings[Keys.SMTP.passwordFile].map(Self.password)
        self.tokens = tokens
        connections = settings[Keys.SMTP.connections]
        messagesPerConnection = settings[Keys.SMTP.messagesPerConnection]
        connectionAge = settings[Keys.SMTP.connectionAge]
        rule = DeliveryRule(settings)
        timeouts.connect = settings[Keys.SMTP.Timeouts.connect]
        timeouts.greeting = settings[Keys.SMTP.Timeouts.greeting]
        timeouts.mail = settings[Keys.SMTP.Timeouts.mail]
        timeouts.rcpt = settings[Keys.SMTP.Timeouts.rcpt]
        timeouts.data = settings[Keys.SMTP.Timeouts.data]
        timeouts.block = settings[Keys.SMTP.Timeouts.block]
        timeouts.dot = settings[Keys.SMTP.Timeouts.dot]
    }

    /// Read again for each connection, so that a password that was changed needs no restart.
    private static func password(in file: String) -> Secret {
        Secret(from: { () throws(RelayFault) in
            do throws(SecretFile.Unreadable) {
                return try SecretFile(file).secret
            } catch {
                throw RelayFault("\(Keys.SMTP.passwordFile.name): \(error.fault)", .passwordUnreadable)
            }
        })
    }
}
