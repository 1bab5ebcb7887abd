import Mail
import Testing

@testable import facteur

@Suite("The fields by which mail names itself to providers")
struct IdentityFieldsTests {
    private static let mailjet = ["FACTEUR_WEB_WEBHOOKS_MAILJET_SECRET_FILE": "s"]
    private static let relay = "smtp://relay.shop.example:587"

    private func settings(_ environment: [String: String]) throws -> Settings {
        try SettingsReader.read(SettingsFile(path: "f.yaml", text: ""), for: .templates, environment: environment)
    }

    @Test(
        "They are written for a relay of a provider that may report, or for the one that is named",
        arguments: [
            ("smtp://in-v3.mailjet.com:587", mailjet, nil, ["X-MJ-CustomID"]),
            ("smtp://in-v3.mailjet.com:587", [:], nil, []), (relay, mailjet, nil, []),
            (relay, mailjet, "mailjet", ["X-MJ-CustomID"]), (relay, [:], "postmark", ["X-PM-Metadata-facteur-id"]),
            ("smtp://in-v3.mailjet.com:587", mailjet, "none", []), (relay, [:], "resend", []),
            ("smtp://smtp.mailgun.org:587, smtps://in-v3.mailjet.com:465", mailjet, nil, ["X-MJ-CustomID"]),
            (
                "smtp://smtp.mailgun.org:587, smtps://in-v3.mailjet.com:465",
                mailjet.merging(["FACTEUR_WEB_WEBHOOKS_MAILGUN_SECRET_FILE": "s"]) { $1 }, nil,
                ["X-MJ-CustomID", "X-Mailgun-Variables"]
            ),
        ] as [(String, [String: String], String?, [String])])
    func fields(url: String, webhooks: [String: String], provider: String?, names: [String]) throws {
        var environment = webhooks
        environment["FACTEUR_SMTP_URL"] = url
        environment["FACTEUR_SMTP_PROVIDER"] = provider
        #expect(try IdentityFields.of(settings(environment)).map(\.name) == names)
    }

    @Test("A webhook for which no mail carries the field is warned of")
    func warning() throws {
        var environment = Self.mailjet
        environment["FACTEUR_SMTP_URL"] = Self.relay
        func warnings() throws -> [String] {
            try SettingsWarnings.warnings(settings(environment)).filter { $0.hasPrefix("web.webhooks.mailjet") }
        }
        #expect(try warnings().count == 1)
        environment["FACTEUR_SMTP_PROVIDER"] = "mailjet"
        #expect(try warnings().isEmpty)
    }
}
