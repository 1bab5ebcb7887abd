import Catcher
import Foundation
import Mail
import MailReading
import TestServers
import Testing

@testable import Templates
@testable import facteur

@Suite("Every kind through a real Postfix", .timeLimit(.minutes(5)))
struct EveryKindTests {
    @Test("With STARTTLS and a login each kind arrives in its Maildir as it was composed (S3, S5)")
    func everyKind() async throws {
        let library = try TemplateLibrary(
            directory: try TemplatesFolder.path(nil), shop: ShopSettings(Settings(values: [:])),
            webPublicURL: "https://lettre.boutique.example")
        try await Postfix.running { postfix in
            try await Stage.with { stage in
                let password = try stage.secret(postfix.password)
                let stage = stage.with([
                    "FACTEUR_SMTP_URL": "smtp://\(postfix.host):\(postfix.port)",
                    "FACTEUR_SMTP_CA_FILE": postfix.caFile,
                    "FACTEUR_SMTP_USERNAME": postfix.username, "FACTEUR_SMTP_PASSWORD_FILE": password,
                ])
                let doctor = try await stage.binary.run("doctor")
                #expect(doctor.code == 0, "\(doctor.output)\(doctor.error)")
                try await stage.withWorker { _ in
                    for definition in library.kinds {
                        let kind = try #require(library.kind(named: definition.name))
                        if let content = kind.sampleContent {
                            try await stage.sql(
                                """
                                select facteur.subscribe('\(definition.name)@client.test', 'lettre', name => 'Camille');
                                select facteur.create_newsletter('lettre', $content$\(content)$content$::jsonb)
                                """)
                        } else {
                            try await stage.expectSuccess(
                                "enqueue", definition.name, "\(definition.name)@client.test", "--name", "Camille",
                                "--params-file", "-", input: kind.sampleParameters)
                        }
                    }
                    for definition in library.kinds {
                        let mail = try #require(try await postfix.wait(for: 1, to: definition.name).first)
                        try check(mail, of: definition, library)
                    }
                    try await stage.wait("every outcome is stored") {
                        try await stage.sql("select count(*) from facteur.ended where outcome = 'sent'")
                            == ["\(library.kinds.count)"]
                    }
                }
            }
        }
    }

    /// The delivered mail says what the template says, to whom it should, over an encrypted connection after a login.
    private func check(_ mail: String, of kind: KindDefinition, _ library: TemplateLibrary) throws {
        let reader = MailReader(Array(mail.replacing("\n", with: "\r\n").utf8))
        let letter = try library.sampleLetter(of: kind.name, locale: "fr-FR")
        #expect(reader.header("Subject") == letter.subject)
        #expect(reader.header("To") == "Camille <\(kind.name)@client.test>")
        #expect(reader.header("From") == "Boutique L’Œuf <compte@boutique.example>")
        #expect(reader.header("Return-Path")?.hasSuffix("@bounce.boutique.example>") == true)
        #expect(reader.header("Received")?.contains("ESMTPSA") == true, "\(reader.header("Received") ?? "")")
        #expect((reader.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click") == (kind.lane == .bulk))
        let text = try #require(reader.text)
        #expect(text.hasPrefix("Bonjour Camille,"))
        #expect(reader.html?.contains("Camille") == true)
    }
}
