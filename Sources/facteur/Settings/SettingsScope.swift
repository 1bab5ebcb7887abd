/// What a command needs of the settings: keys that must be set, and secrets that its user must be able to read. The web endpoint runs
/// as a user who may not read the relay's password.
enum SettingsScope: Sendable {
    /// Looks at the templates alone.
    case templates
    /// Talks to the outbox.
    case outbox
    /// Answers readers and providers.
    case web
    /// Reads a mailbox, and talks to the outbox.
    case mailbox
    /// Looks at how mail is sent, without the outbox.
    case sender
    /// Sends mail.
    case worker

    var neededKeys: [any SettingDefinition] {
        switch self {
        case .templates: []
        case .outbox, .web: [Keys.Database.url]
        case .mailbox: [Keys.Database.url, Keys.Bounce.url, Keys.Bounce.username]
        case .sender: [Keys.SMTP.url, Keys.Mail.from]
        case .worker: [Keys.Database.url, Keys.SMTP.url, Keys.Mail.from]
        }
    }

    /// Whether the relays must be in order.
    var usesRelays: Bool { self == .worker || self == .sender }

    /// Whether the endpoints of events must be in order.
    var tellsEvents: Bool { self == .worker }

    /// Whether the keys that mail is signed with must be there.
    var signsMail: Bool { self == .worker || self == .sender }

    var secrets: [Setting<String?>] {
        switch self {
        case .templates: []
        case .outbox: [Keys.Database.passwordFile]
        case .web: [Keys.Database.passwordFile] + Keys.Web.Webhooks.secretFiles.map(\.setting)
        case .mailbox: [Keys.Database.passwordFile, Keys.Bounce.passwordFile] + Keys.Bounce.oauth.files
        case .sender: LoginRules.relay.secrets
        case .worker: [Keys.Database.passwordFile] + Self.sender.secrets
        }
    }

    /// Files of certificates that it trusts.
    var certificates: [Setting<String?>] {
        switch self {
        case .templates, .outbox, .web: []
        case .mailbox: [Keys.Bounce.caFile]
        case .worker, .sender: [Keys.SMTP.caFile]
        }
    }

    /// The logins that must be whole.
    var logins: [LoginRules] {
        switch self {
        case .templates, .outbox, .web: []
        case .mailbox: [.mailbox]
        case .worker, .sender: [.relay]
        }
    }
}
