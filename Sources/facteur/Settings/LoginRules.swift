/// What must hold between the keys of one login: a name, and one of a password, a token's file and a token server.
struct LoginRules: Sendable {
    /// A key that is wrong beside the others, and why.
    struct Fault: Sendable, Hashable {
        var key: String
        var text: String
    }

    let username: Setting<String?>
    let passwordFile: Setting<String?>
    /// nil where a login has none.
    let tokenFile: Setting<String?>?
    let oauth: OAuthKeys

    /// The relay's login.
    static let relay = LoginRules(
        username: Keys.SMTP.username, passwordFile: Keys.SMTP.passwordFile, tokenFile: Keys.SMTP.tokenFile,
        oauth: Keys.SMTP.oauth)

    /// The login of a relay that has a name.
    static func relay(named name: String) -> LoginRules {
        LoginRules(
            username: Keys.SMTP.Relays.username.of(name), passwordFile: Keys.SMTP.Relays.passwordFile.of(name),
            tokenFile: Keys.SMTP.Relays.tokenFile.of(name), oauth: Keys.SMTP.Relays.oauth.of(name))
    }

    /// Whether it is that of a relay that has a name, or of no relay at all.
    var isNamed: Bool { username.name != Keys.SMTP.username.name }

    /// The files that hold its secrets.
    var secrets: [Setting<String?>] { [passwordFile] + (tokenFile.map { [$0] } ?? []) + oauth.files }

    /// The mailbox's login.
    static let mailbox = LoginRules(
        username: Keys.Bounce.username, passwordFile: Keys.Bounce.passwordFile, tokenFile: nil,
        oauth: Keys.Bounce.oauth)

    /// All that is wrong.
    func faults(_ settings: Settings) -> [Fault] {
        let proofs = [passwordFile, tokenFile, oauth.tokenURL].compactMap(\.self).filter { settings[$0] != nil }
        var faults: [Fault] = []
        if let first = proofs.first, proofs.count > 1 {
            faults += proofs.dropFirst().map {
                Fault(key: $0.name, text: "\(first.name) logs in already: set one of them")
            }
        }
        if settings[username] != nil, proofs.isEmpty {
            let others = [tokenFile?.name, oauth.tokenURL.name].compactMap(\.self).joined(separator: " or ")
            faults.append(
                Fault(key: passwordFile.name, text: "is missing: \(username.name) needs it, or instead of it \(others)")
            )
        }
        if settings[username] == nil, let proof = proofs.first, proof.name != passwordFile.name {
            faults.append(Fault(key: username.name, text: "is missing: whose token is it that \(proof.name) gives?"))
        }
        return faults + oauthFaults(settings)
    }

    private func oauthFaults(_ settings: Settings) -> [Fault] {
        let others = [oauth.clientID, oauth.clientSecretFile, oauth.scope, oauth.refreshTokenFile]
        guard settings[oauth.tokenURL] != nil else {
            return others.filter { settings[$0] != nil }.prefix(1).map {
                Fault(key: oauth.tokenURL.name, text: "is missing: \($0.name) needs it")
            }
        }
        var faults: [Fault] = []
        if settings[oauth.clientID] == nil {
            faults.append(Fault(key: oauth.clientID.name, text: "is missing: \(oauth.tokenURL.name) needs it"))
        }
        if settings[oauth.clientSecretFile] == nil, settings[oauth.refreshTokenFile] == nil {
            faults.append(
                Fault(
                    key: oauth.clientSecretFile.name,
                    text: "is missing: a token is given for it, or for \(oauth.refreshTokenFile.name)"))
        }
        return faults
    }
}
