import TestServers
import Testing
import Webhooks

@testable import facteur

@Suite("The secrets of providers")
struct WebhookSecretTests {
    @Test("Each provider has a key, and its file is read where webhooks are answered, and nowhere else")
    func scope() throws {
        let files = Keys.Web.Webhooks.secretFiles
        #expect(files.map(\.provider) == WebhookAdapters.names)
        for file in files { #expect(SettingsTable.definition(named: file.setting.name) != nil) }
        try TemporaryFolder.with { folder in
            let path = try folder.write("jeton", to: "secret")
            let text = "database: {url: 'postgresql:///x'}\nweb: {webhooks: {brevo: {secretFile: '\(path)'}}}"
            for (scope, secret) in [(SettingsScope.web, "jeton"), (.outbox, nil), (.templates, nil)] {
                let settings = try SettingsReader.read(
                    SettingsFile(path: "f.yaml", text: text), for: scope, environment: [:])
                #expect(files.map { settings.secret($0.setting) } == [secret] + files.dropFirst().map { _ in nil })
            }
        }
    }
}
