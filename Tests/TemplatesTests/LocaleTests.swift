import Mail
import Templates
import Testing

@Suite("A letter's locale")
struct LocaleTests {
    private static let link = #"{"link":"https://www.boutique.example/r"}"#

    private func letter(_ library: TemplateLibrary, _ locale: String) throws -> Letter {
        try library.letter(for: try Claims.message("password-reset", Self.link, locale: locale), issue: nil)
    }

    @Test(
        "A reader gets their region, else their language, else the shop's own, in any case (L7, M14)",
        arguments: [
            ("fr", "fr"), ("fr-FR", "fr"), ("FR-be", "fr"), ("fr-ca", "fr-CA"), ("fr-CH", "fr-CH"),
            ("fr-Latn-CH", "fr"),
            ("en", "en"), ("en-GB", "en"), ("EN-us", "en"), ("de", "fr"), ("", "fr"), ("français", "fr"), ("-", "fr"),
        ])
    func resolution(locale: String, language: String) throws {
        let letter = try letter(try English.library(), locale)
        #expect(letter.language == language)
        #expect(letter.html?.contains("<html lang=\"\(language)\"") == true)
        #expect((letter.subject == "Choose a new password") == (language == "en"))
    }

    @Test("Another language is whole: greeting, dates, footer; nothing of French is left (F12)")
    func english() throws {
        let letter = try letter(try English.library(), "en-GB")
        let words = letter.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words.hasPrefix("Hello Camille, Valid for 2 days, until Wednesday 25 November 2026 at 14:05, Paris time:"))
        #expect(words.hasSuffix("English footer"))
    }

    @Test("A kind that lacks a language altogether is in the shop's own, with its own footer")
    func without() throws {
        let library = try English.library()
        let claimed = try Claims.message("registration", Self.link, locale: "en")
        let letter = try library.letter(for: claimed, issue: nil)
        #expect(letter.language == "fr")
        #expect(letter.text.hasPrefix("Bonjour Camille,\n"))
        #expect(!letter.text.contains("English footer"))
    }

    @Test("The shop's own language is a setting, of which a region will do")
    func standard() throws {
        var shop = Shop.settings
        shop.locale = "FR-ca"
        let library = try TemplateLibrary(directory: Shop.shipped, shop: shop, webPublicURL: Shop.webPublicURL)
        #expect(try letter(library, "de").language == "fr-CA")
        #expect(try letter(library, "fr-FR").language == "fr")
        #expect(library.kinds.allSatisfy { $0.locales.first == "fr-CA" })
    }

    @Test("A shop's own language that a kind lacks is refused, since every locale falls back to it (L7)")
    func standardMissing() throws {
        let copy = try English.copy()
        var shop = Shop.settings
        shop.locale = "en-GB"
        let faults =
            #expect(throws: TemplateFaults.self) {
                try TemplateLibrary(directory: copy.directory, shop: shop, webPublicURL: Shop.webPublicURL)
            }?.faults.map(\.description) ?? []
        #expect(faults.contains { $0.hasPrefix("account-updated: has no folder en") && $0.contains("mail.locale") })
        #expect(!faults.contains { $0.hasPrefix("password-reset") })
    }

    @Test("A regional folder holds only what differs; layouts too have regions (M14)")
    func region() throws {
        let copy = try English.copy()
        try copy.write("Un nouveau mot de passe\n", to: "password-reset/fr-BE/subject.mustache")
        try copy.write("Bruxelles\n", to: "layouts/fr-BE/legal.text.mustache")
        let library = try copy.library()
        let letter = try letter(library, "fr-be")
        #expect(letter.language == "fr-BE")
        #expect(letter.subject == "Un nouveau mot de passe")
        #expect(letter.text.hasSuffix("---\nBruxelles\n"))
        #expect(letter.html?.contains(#"lang="fr-BE""#) == true)
        #expect(letter.html?.contains("RCS Lyon") == true)
        let reset = library.kinds.first { $0.name == "password-reset" }
        #expect(reset?.locales == ["fr", "en", "fr-BE", "fr-CA", "fr-CH"])
    }

    /// A file to add to the templates in two languages, and the fault it makes.
    @Test(
        "A folder whose letters would mix languages, or that nobody would get, is refused",
        arguments: [
            (
                "password-reset/fr-ca/subject",
                "password-reset/fr-ca: is no language tag as folders are named: name it fr-CA"
            ),
            ("layouts/EN/legal.text", "layouts/EN: is no language tag as folders are named: name it en"),
            ("password-reset/de/subject", "password-reset/de: is in a language whose dates and numbers are unknown"),
            ("registration/en/subject", "registration/en: has no html part: add registration/en/html.mustache"),
            ("account-updated/de-CH/subject", "account-updated/de-CH: has no folder de to rest on"),
        ])
    func refused(file: String, fault: String) throws {
        let copy = try English.copy()
        try copy.write("Mot\n", to: file + ".mustache")
        let faults = copy.loadFaults
        #expect(faults.contains { $0.hasPrefix(fault) }, "\(faults)")
    }

    @Test("Canada and Switzerland get French with their own spaces, from the same files (F6)")
    func spacing() throws {
        let library = try Shop.library()
        let claimed = #"{"changed_at":"2026-11-23T13:05:00Z","changes":["Un\u202F? Deux\u202F!"]}"#
        func text(_ locale: String) throws -> String {
            try library.letter(for: try Claims.message("account-updated", claimed, locale: locale), issue: nil).text
        }
        let (france, canada, switzerland) = (try text("fr-BE"), try text("fr-CA"), try text("fr-CH"))
        #expect(france.contains("\u{202F}?") && france.contains("\u{A0}:"))
        #expect(canada.contains("\u{A0}:") && !canada.contains("\u{202F}:"))
        #expect(switzerland.contains("\u{202F}?") && !switzerland.contains("\u{A0}:"))
        for text in [france, canada, switzerland] {
            // What a customer or a producer wrote stays as it is (F4).
            #expect(text.contains("- Un\u{202F}? Deux\u{202F}!"))
        }
        let own = canada.split(separator: "- Un\u{202F}? Deux\u{202F}!").joined()
        #expect(!own.contains("\u{202F}?") && own.contains(/\p{L}\?/))
    }
}
