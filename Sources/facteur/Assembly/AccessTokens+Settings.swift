import Mail
import OAuth

/// Where a login's tokens come from, by the settings.
enum LoginTokens {
    /// A relay's; nil where it has a password, or no login.
    static func of(_ login: LoginRules, _ settings: Settings) -> (any AccessTokens)? {
        source(settings, login.oauth, tokenFile: login.tokenFile)
    }

    static func source(
        _ settings: Settings, _ oauth: OAuthKeys, tokenFile: Setting<String?>? = nil
    ) -> (any AccessTokens)? {
        if let tokenFile, let name = settings[tokenFile] {
            return TokenFile(reading(name, of: tokenFile))
        }
        guard let url = settings[oauth.tokenURL], let clientID = settings[oauth.clientID] else { return nil }
        var client = TokenClientSettings(url: url, clientID: clientID)
        client.scope = settings[oauth.scope]
        client.clientSecret = settings[oauth.clientSecretFile].map { reading($0, of: oauth.clientSecretFile) }
        client.refreshToken = settings[oauth.refreshTokenFile].map { reading($0, of: oauth.refreshTokenFile) }
        return TokenClient(client)
    }

    /// Reads the file anew each time, so that a secret that was changed needs no restart.
    private static func reading(
        _ name: String, of setting: Setting<String?>
    ) -> @Sendable () throws(TokenFault) -> String {
        { () throws(TokenFault) in
            do throws(SecretFile.Unreadable) {
                return try SecretFile(name).secret
            } catch {
                throw TokenFault(.unreadable, "\(setting.name): \(error.fault)")
            }
        }
    }
}
