import Mail
import Templates
import Testing

@testable import facteur

@Suite("What the letters say about the shop")
struct ShopTests {
    private func settings(_ environment: [String: String]) throws -> Settings {
        let sender = ["FACTEUR_MAIL_FROM": "Boutique L’Œuf <compte@boutique.example>"]
        return try SettingsReader.read(
            SettingsFile(path: "f.yaml", text: ""), for: .templates, environment: environment.merging(sender) { $1 })
    }

    private func footer(_ settings: Settings) throws -> String {
        let library = try TemplateLibrary.load(try TemplatesFolder.path(nil), settings)
        let text = try library.sampleLetter(of: "password-changed", locale: "fr").text
        return String(text[try #require(text.firstRange(of: "---")).upperBound...])
    }

    @Test(
        "With the sender alone the footer says what follows from it, and leaves no gap; the operator is told what is missing"
    )
    func senderAlone() throws {
        let settings = try settings([:])
        let footer = try footer(settings)
        #expect(footer.contains("Boutique L’Œuf.\nhttps://boutique.example/\n"), "\(footer)")
        #expect(!footer.contains("Siège") && !footer.contains(", ,") && !footer.contains(",."), "\(footer)")
        #expect(footer.contains("compte@boutique.example"))
        #expect(!footer.contains("Votre compte") && !footer.contains("Confidentialité"), "\(footer)")
        #expect(SettingsWarnings.warnings(settings).contains { $0.contains("shop.privacyUrl") })
        #expect(SettingsWarnings.warnings(settings).contains { $0.contains("shop.legal.office") })
        #expect(SettingsWarnings.warnings(settings).contains { $0.contains("web.publicUrl") })
    }

    @Test("With the company's details the footer says them all (L6)")
    func legal() throws {
        let settings = try settings([
            "FACTEUR_SHOP_LEGAL_COMPANY_NAME": "L’Œuf", "FACTEUR_SHOP_LEGAL_FORM": "SAS au capital de 10 000 €",
            "FACTEUR_SHOP_LEGAL_REGISTRATION": "123 456 789 RCS Lyon",
            "FACTEUR_SHOP_LEGAL_OFFICE": "1 place Bellecour, Lyon",
            "FACTEUR_WEB_PUBLIC_URL": "https://lettre.boutique.example",
            "FACTEUR_SHOP_PRIVACY_URL": "https://boutique.example/confidentialite",
            "FACTEUR_SHOP_ACCOUNT_URL": "https://boutique.example/compte",
        ])
        let footer = try footer(settings).replacing("\n", with: " ")
        #expect(footer.contains("L’Œuf, SAS au capital de 10 000 €, 123 456 789 RCS Lyon."), "\(footer)")
        #expect(footer.contains("1 place Bellecour, Lyon."))
        #expect(footer.contains("Votre compte\u{A0}: https://boutique.example/compte"), "\(footer)")
        #expect(footer.contains("Confidentialité\u{A0}: https://boutique.example/confidentialite"), "\(footer)")
        #expect(footer.split(separator: "L’Œuf").count == 2, "\(footer)")
        #expect(SettingsWarnings.warnings(settings, hostName: "worker.shop.example").isEmpty)
    }

    @Test("Pages on social networks stand in the foot of the HTML, by the names that the networks give themselves")
    func social() throws {
        let settings = try settings([
            "FACTEUR_SHOP_SOCIAL": "youtube=https://www.youtube.com/@oeuf, instagram=https://www.instagram.com/oeuf"
        ])
        #expect(ShopSettings(settings).social.map(\.name) == ["Instagram", "YouTube"])
        let library = try TemplateLibrary.load(try TemplatesFolder.path(nil), settings)
        let letter = try library.sampleLetter(of: "password-changed", locale: "fr")
        #expect(letter.html?.contains(#"<a href="https://www.youtube.com/@oeuf""#) == true)
        #expect(letter.html?.contains(">Instagram</a>") == true)
        #expect(!letter.text.contains("youtube"))
        let fault = #expect(throws: CommandError.self) {
            try self.settings(["FACTEUR_SHOP_SOCIAL": "My Page=https://a.example"])
        }
        #expect(fault?.lines.first?.contains("a network's name") == true)
    }

    @Test("Readers of other languages get the one of mail.locale, French without it (L7)")
    func locale() throws {
        for (environment, language) in [([:], "fr"), (["FACTEUR_MAIL_LOCALE": "fr-CH"], "fr-CH")] {
            let library = try TemplateLibrary.load(try TemplatesFolder.path(nil), try settings(environment))
            #expect(try library.sampleLetter(of: "password-changed", locale: "de").language == language)
        }
        let fault = #expect(throws: CommandError.self) { try settings(["FACTEUR_MAIL_LOCALE": "de"]) }
        #expect(fault.map { "\($0)".contains("fr-CA") } == true)
    }

    @Test("A newsletter is kept back while its readers could not unsubscribe")
    func unaddressed() throws {
        let library = try TemplateLibrary.load(try TemplatesFolder.path(nil), try settings([:]))
        let issue = Claimed(
            lease: Lease(message: MessageID(high: 1, low: 2), token: 1), status: .due, kind: "newsletter",
            lane: .bulk,
            attempt: 1, recipient: "a@b.test", recipientName: nil, locale: "fr", parameters: "{}",
            enqueuedAt: Timestamp(seconds: 0), datedAt: Timestamp(seconds: 0), expiresAt: nil, expiresIn: nil,
            queued: .zero, issue: Claimed.Issue(id: MessageID(high: 1, low: 3), unsubscribeToken: "t"))
        let fault = try #require(throws: RenderFault.self) {
            try NewsletterHold(library: library).letter(for: issue, issue: StoredIssue(content: "{}"))
        }
        #expect(fault.cause == .template)
        #expect(fault.description.contains("web.publicUrl"))
    }
}
