import Testing

@testable import facteur

@Suite("The keys of a login fit together")
struct LoginRulesTests {
    private static let user = ["smtp.username": "me"]
    private static let client = [
        "smtp.oauth.tokenUrl": "https://login.shop.fr/token", "smtp.oauth.clientId": "4711",
        "smtp.oauth.clientSecretFile": "secret",
    ]

    private func faults(_ values: [String: String]) -> [String] {
        LoginRules.relay.faults(Settings(values: values)).map(\.key).sorted()
    }

    @Test("A password, a token's file, a client, a refresh token: each logs in by itself")
    func sound() {
        #expect(faults([:]).isEmpty)
        #expect(faults(Self.user.merging(["smtp.passwordFile": "p"]) { $1 }).isEmpty)
        #expect(faults(Self.user.merging(["smtp.tokenFile": "t"]) { $1 }).isEmpty)
        #expect(faults(Self.user.merging(Self.client) { $1 }).isEmpty)
        var refreshing = Self.user.merging(Self.client) { $1 }
        refreshing["smtp.oauth.clientSecretFile"] = nil
        refreshing["smtp.oauth.refreshTokenFile"] = "r"
        #expect(faults(refreshing).isEmpty)
    }

    @Test(
        "What is missing or too much is named",
        arguments: [
            (user, ["smtp.passwordFile"]),
            (["smtp.tokenFile": "t"], ["smtp.username"]),
            (client, ["smtp.username"]),
            (["smtp.username": "me", "smtp.passwordFile": "p", "smtp.tokenFile": "t"], ["smtp.tokenFile"]),
            (
                ["smtp.username": "me", "smtp.oauth.tokenUrl": "https://a/"],
                ["smtp.oauth.clientId", "smtp.oauth.clientSecretFile"]
            ),
            (["smtp.oauth.scope": "s"], ["smtp.oauth.tokenUrl"]),
        ])
    func faulty(values: [String: String], keys: [String]) { #expect(faults(values) == keys) }

    @Test(
        "A password for Microsoft 365 is warned of, a token is not",
        arguments: [("FACTEUR_SMTP_PASSWORD_FILE", "/dev/null", true), ("FACTEUR_SMTP_TOKEN_FILE", "/dev/null", false)])
    func microsoft(variable: String, path: String, isWarned: Bool) throws {
        let settings = try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: ""), for: .templates,
            environment: [
                "FACTEUR_SMTP_URL": "smtp://SMTP.office365.com", "FACTEUR_SMTP_USERNAME": "me", variable: path,
            ])
        let warnings = SettingsWarnings.warnings(settings, hostName: "a.shop.fr")
        #expect(warnings.contains { $0.contains("set smtp.oauth") } == isWarned)
    }
}
