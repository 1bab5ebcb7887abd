import Mail
import Platform
import SMTP

extension RelaySettings {
    /// One server of a relay as the settings have it; `tokens` are those of the login that all its servers share.
    init(_ url: RelayURL, of relay: ConfiguredRelay, _ settings: Settings, tokens: (any AccessTokens)?) {
        self.init(host: url.host, port: url.port, helo: settings[Keys.Mail.helo] ?? HostName.current)
        relayName = relay.name
        implicitTLS = url.isImplicitTLS
        tls = relay.tls == .none ? .none : .required
        caFile = relay.caFile
        username = settings[relay.login.username]
        password = settings[relay.login.passwordFile].map { Self.password(in: $0, of: relay.login.passwordFile) }
        self.tokens = tokens
        connections = relay.connections
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
    private static func password(in file: String, of setting: Setting<String?>) -> Secret {
        Secret(from: { () throws(RelayFault) in
            do throws(SecretFile.Unreadable) {
                return try SecretFile(file).secret
            } catch {
                throw RelayFault("\(setting.name): \(error.fault)", .passwordUnreadable)
            }
        })
    }
}
