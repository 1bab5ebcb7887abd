/// How a login gets tokens instead of having a password: the same keys below each login that there is.
struct OAuthKeys: Sendable {
    let tokenURL: Setting<String?>
    let clientID: Setting<String?>
    let clientSecretFile: Setting<String?>
    let scope: Setting<String?>
    let refreshTokenFile: Setting<String?>
    private let section: String

    private init(
        tokenURL: Setting<String?>, clientID: Setting<String?>, clientSecretFile: Setting<String?>,
        scope: Setting<String?>, refreshTokenFile: Setting<String?>, section: String
    ) {
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecretFile = clientSecretFile
        self.scope = scope
        self.refreshTokenFile = refreshTokenFile
        self.section = section
    }

    /// - Parameters:
    ///   - section: The keys' section: `smtp.oauth`.
    ///   - scope: What the login's provider calls the right that it needs, for the example.
    init(_ section: String, scope scopeExample: String) {
        self.section = section
        tokenURL = Setting(
            "\(section).tokenUrl", .link,
            example: .shown("https://login.microsoftonline.com/TENANT/oauth2/v2.0/token"),
            "Where tokens are given out; at Google https://oauth2.googleapis.com/token.")
        clientID = Setting(
            "\(section).clientId", .text, example: .shown("00000000-0000-0000-0000-000000000000"),
            "The name of this program there.")
        clientSecretFile = Setting(
            "\(section).clientSecretFile", .path, isSecret: true, example: .shown("/etc/facteur/client-secret"),
            "A file that holds the program's secret and nothing else, read at each request for a token.")
        scope = Setting(
            "\(section).scope", .text, example: .shown(scopeExample),
            "The right that is asked for; Microsoft wants one, Google none with a refresh token.")
        refreshTokenFile = Setting(
            "\(section).refreshTokenFile", .path, isSecret: true, example: .shown("/etc/facteur/refresh-token"),
            """
            A file with the refresh token that somebody was given in a browser, as at Google; without it the program asks in its \
            own name (client credentials), as at Microsoft.
            """)
    }

    /// The same keys of one name, where the operator chooses names.
    func of(_ name: String) -> OAuthKeys {
        OAuthKeys(
            tokenURL: tokenURL.of(name), clientID: clientID.of(name), clientSecretFile: clientSecretFile.of(name),
            scope: scope.of(name), refreshTokenFile: refreshTokenFile.of(name), section: section)
    }

    /// The files that hold secrets.
    var files: [Setting<String?>] { [clientSecretFile, refreshTokenFile] }

    /// For the list of sections.
    var settingsSection: SettingsSection {
        SettingsSection(
            section,
            "OAuth 2: a login by tokens, which Facteur fetches and renews by itself, instead of a password.",
            [tokenURL, clientID, clientSecretFile, scope, refreshTokenFile])
    }
}
