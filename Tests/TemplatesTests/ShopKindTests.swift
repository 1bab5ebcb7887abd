import Mail
import Templates
import Testing

@Suite("A shop's letters")
struct ShopKindTests {
    /// What a letter must say: a kind, a language, and words of its sample that stand in both of its parts.
    struct Content: Sendable, CustomTestStringConvertible {
        var kind: String
        var locale: String
        var words: [String]

        var testDescription: String { "\(kind) in \(locale)" }
    }

    /// Of an order: what was bought, for how much, the tax at each rate, how it comes (articles L221-13 and L221-5 of the Code de la
    /// consommation), with the amounts as the reader's country writes them.
    static let orders = [
        Content(
            kind: "order-confirmed", locale: "fr",
            words: [
                "A-20417", "2\u{A0}×\u{A0}Tasse en grès", "Bleu de cobalt, 25 cl", "37,80\u{A0}€", "Livraison",
                "4,90\u{A0}€",
                "Remise", "−5,00\u{A0}€", "50,60\u{A0}€", "TVA à 5,5\u{A0}%", "TVA à 20\u{A0}%", "6,28\u{A0}€",
                "mardi 1er\u{A0}décembre 2026", "12 rue des Capucins", "formulaire type de rétractation",
            ]),
        Content(kind: "order-confirmed", locale: "fr-CA", words: ["50,60\u{A0}€", "Dont taxes à 20\u{A0}%", "Rabais"]),
        Content(kind: "order-confirmed", locale: "fr-CH", words: ["EUR\u{A0}50.60", "−EUR\u{A0}5.00", "TVA à 20%"]),
        Content(
            kind: "order-confirmed", locale: "en",
            words: ["€50.60", "−€5.00", "VAT at 5.5%", "Tuesday 1\u{A0}December 2026", "model withdrawal form"]),
        Content(
            kind: "order-shipped", locale: "fr",
            words: ["Colissimo", "mardi 24\u{A0}novembre 2026", "6A 204 170 08815", "2\u{A0}×\u{A0}Tasse en grès"]),
        Content(
            kind: "order-refunded", locale: "fr",
            words: ["42,70\u{A0}€", "37,80\u{A0}€", "jeudi 3\u{A0}décembre 2026", "se terminant par 4242"]),
    ]

    /// Of a withdrawal: the content of the statement, with the date and the hour at which it was sent (article D221-5 of the Code de la
    /// consommation; Directive 2011/83/EU, article 11a, paragraph 4).
    static let withdrawals = [
        Content(
            kind: "withdrawal-received", locale: "fr",
            words: [
                "Camille Martin", "A-20417", "lundi 30\u{A0}novembre 2026 à\u{A0}18\u{A0}h\u{A0}42, heure de Paris",
                "2\u{A0}×\u{A0}Tasse en grès", "La couleur ne me convient pas.", "Je garde le thé.",
            ]),
        Content(
            kind: "withdrawal-received", locale: "en",
            words: ["Camille Martin", "A-20417", "Monday 30\u{A0}November 2026 at\u{A0}18:42, Paris time"]),
    ]

    /// Of a recall: the product with all that tells it from others, the danger, what to do, what the buyer may have and where to ask
    /// (Regulation (EU) 2023/988, article 36, paragraph 2).
    static let recalls = [
        Content(
            kind: "product-recall", locale: "fr",
            words: [
                "Bouilloire Brume", "L’Œuf", "Lots 26-0312 à 26-0347", "Code-barres 3760001234567", "sous le socle",
                "www.boutique.example", "brûlures graves", "Cessez immédiatement d’utiliser ce produit.",
                "Débranchez la bouilloire", "le remboursement de la totalité du prix payé", "0 800 123 456",
                "Transmettez cet avis",
            ]),
        Content(
            kind: "product-recall", locale: "en",
            words: [
                "Bouilloire Brume", "Stop using this product immediately.", "At no cost to you",
                "Please pass this notice",
            ]),
    ]

    @Test("It says all that it must, in its text and in its HTML", arguments: orders + withdrawals + recalls)
    func content(_ content: Content) throws {
        let letter = try Shop.library().sampleLetter(of: content.kind, locale: content.locale)
        let text = letter.text.split(separator: "\n").joined(separator: " ")
        let html = try #require(letter.html)
        for words in content.words {
            #expect(text.contains(words), "\(words): \(letter.text)")
            #expect(html.contains(words), "\(words)")
        }
    }

    @Test(
        "A recall has the heading that the law wants, in its subject and on top of the letter",
        arguments: [
            ("fr", "Rappel de sécurité d’un produit"), ("en", "Product safety recall"),
            ("fr-CA", "Rappel de sécurité d’un produit"),
            ("fr-CH", "Rappel de sécurité d’un produit"),
        ])
    func heading(locale: String, heading: String) throws {
        let letter = try Shop.library().sampleLetter(of: "product-recall", locale: locale)
        #expect(letter.subject == heading)
        #expect(letter.html?.contains(">\(heading)</h1>") == true)
    }

    /// Those that article 36, paragraph 2, point c, names, and their likes.
    @Test(
        "A recall has no word that makes the danger look smaller",
        arguments: [
            "volontaire", "précaution", "discrétionnaire", "préventi", "rares cas", "rares situations",
            "situations spécifiques",
            "certains cas", "aucun accident", "aucun incident", "voluntary", "precaution", "discretionary",
            "rare situation",
            "specific situation", "rare case", "no accident", "no incident",
        ])
    func danger(word: String) throws {
        for locale in GoldenTests.locales {
            let letter = try Shop.library().sampleLetter(of: "product-recall", locale: locale)
            let said = [letter.subject, letter.text, letter.html ?? ""].joined(separator: "\n").lowercased()
            #expect(!said.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(word), "\(locale)")
        }
    }

    @Test("A code to sign in stands in the subject, alone on its line in the text, and once in each part")
    func code() throws {
        for locale in GoldenTests.locales {
            let letter = try Shop.library().sampleLetter(of: "sign-in-code", locale: locale)
            #expect(letter.subject.contains("482913"))
            #expect(letter.text.split(separator: "\n").filter { $0.contains("482913") } == ["482913"])
            let body = try #require(letter.html?.split(separator: "</title>").last)
            let seen = body.replacing(/<[^>]*>/, with: "")
            #expect(seen.split(separator: "482913", omittingEmptySubsequences: false).count == 2, "\(locale)")
        }
    }

    @Test("Rows of a table have their heading, for those who hear the letter (EN 301 549, 9.1.3.1)")
    func rows() throws {
        for kind in ["order-confirmed", "order-refunded"] {
            let html = try #require(try Shop.library().sampleLetter(of: kind, locale: "fr").html)
            let table = try #require(
                html.split(separator: "<table style=").dropFirst().first?.split(separator: "</table>").first)
            let rows = table.split(separator: "<tr>").dropFirst()
            #expect(rows.count >= 3)
            #expect(
                rows.allSatisfy { $0.split(separator: "\n").first?.hasPrefix("<th scope=\"row\"") == true }, "\(kind)")
        }
    }

    @Test(
        "A secret stands in a subject when it is short enough to be typed, and a link never",
        arguments: [(12, true), (13, false)])
    func subject(length: Int, isAllowed: Bool) throws {
        let copy = try Copy()
        try copy.replace("maxLength: 12", with: "maxLength: \(length)", in: "sign-in-code/kind.yaml")
        let fault = "sign-in-code/fr/subject.mustache:1: {{code}} has no place in a subject"
        #expect(copy.loadFaults.contains { $0.hasPrefix(fault) } == !isAllowed)
        try copy.write("{{link}}\n", to: "password-reset/fr/subject.mustache")
        #expect(copy.loadFaults.contains { $0.contains("{{link}} has no place in a subject") })
    }
}
