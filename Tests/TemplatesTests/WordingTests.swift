import Mail
import Templates
import Testing

@Suite("The words of the letters that ship")
struct WordingTests {
    /// All the words of one letter that ships, with single spaces between them.
    private struct ShippedLetter {
        var kind: String
        var locale: String
        var words: String
    }

    private static let letters = Result { try shipped() }

    private static func shipped() throws -> [ShippedLetter] {
        let library = try Shop.library()
        return try library.kinds.flatMap { kind in
            try kind.locales.map { locale in
                let letter = try library.sampleLetter(of: kind.name, locale: locale)
                let words = [letter.subject, letter.text, letter.html ?? ""].joined(separator: "\n")
                return ShippedLetter(kind: kind.name, locale: locale, words: Self.onOneLine(words))
            }
        }
    }

    private static func onOneLine(_ words: String) -> String {
        words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Words that say to a reader what they don't mean, or say it as an office does. Add what you hear.
    @Test(
        "No letter says what a reader hears otherwise",
        arguments: [
            // One opens an account where one has none.
            "ouvrez votre compte", "Ouvrez votre compte",
            // Nobody knows whether it was "you" before the letter is read to its end.
            "C’est bien vous", "c’est bien vous", "Ce n’est pas vous", "If that was you", "If it wasn’t you",
            // An account is not lost, nor a button deaf.
            "retrouver votre compte", "ne répond pas", "c’est ici",
            // Nobody waits for these letters: only a reset explains a delay.
            "encombrés", "servers are busy", "servers are sometimes busy",
            // Every letter ended so.
            "Bien à vous",
            // What one did not do is said of one all the same.
            "parce que vous en avez fait la demande", "refaire votre inscription",
        ])
    func misheard(words: String) throws {
        for letter in try Self.letters.get() {
            #expect(!letter.words.contains(words), "\(letter.kind) in \(letter.locale)")
        }
    }

    @Test("Only the reset, for which somebody waits, speaks of a delay")
    func delay() throws {
        for letter in try Self.letters.get() {
            let speaks = letter.words.contains("le délai s’est produit") || letter.words.contains("the delay arose")
            #expect(speaks == (letter.kind == "password-reset"), "\(letter.kind) in \(letter.locale)")
        }
    }

    @Test(
        "A secret link is the reader's own, which stands beside it",
        arguments: ["password-reset", "already-registered"])
    func personal(kind: String) throws {
        for letter in try Self.letters.get() where letter.kind == kind {
            let words =
                letter.locale == "en" ? "don’t share it with anyone. It is " : "ne le transmettez à personne. Il est "
            #expect(
                letter.words.split(separator: words, omittingEmptySubsequences: false).count == 3, "\(letter.locale)")
        }
    }

    /// How a kind's letters end; the others as the rest of them do.
    @Test(
        "A letter ends as its kind does, with the shop's people (L6)",
        arguments: [
            ("fr", "À bientôt,", "Cordialement,", "L’équipe Boutique L’Œuf"),
            ("fr-CA", "À bientôt,", "Cordialement,", "L’équipe Boutique L’Œuf"),
            ("fr-CH", "À bientôt,", "Cordialement,", "L’équipe Boutique L’Œuf"),
            ("en", "See you soon,", "Kind regards,", "The Boutique L’Œuf team"),
        ])
    func closing(locale: String, warm: String, other: String, people: String) throws {
        let warmKinds = ["newsletter-confirmation", "order-confirmed", "order-shipped", "registration"]
        let library = try Shop.library()
        for kind in library.kinds where kind.lane == .transactional {
            let letter = try library.sampleLetter(of: kind.name, locale: locale)
            let closing = warmKinds.contains(kind.name) ? warm : other
            #expect(letter.text.contains("\n\n\(closing)\n\(people)\n\n---\n"), "\(kind.name)")
            #expect(letter.html?.contains("\(closing)<br>\n<em>\(people)</em>") == true, "\(kind.name)")
        }
    }

    @Test(
        "A link that ends at midnight ends with the day before; what happened then happened on the day that began (F8, L19)"
    )
    func midnight() throws {
        let library = try Shop.library()
        let reset = try Claims.message(
            "password-reset", #"{"link":"https://www.boutique.example/r"}"#, enqueued: "2026-11-23T22:00:00Z",
            expires: "2026-11-24T23:00:00Z")
        #expect(
            Self.onOneLine(try library.letter(for: reset, issue: nil).text)
                .contains("jusqu’au mardi 24 novembre 2026 à minuit, heure de Paris."))
        let change = try Claims.message("password-changed", #"{"changed_at":"2026-11-24T23:00:00Z"}"#)
        #expect(
            Self.onOneLine(try library.letter(for: change, issue: nil).text)
                .contains("le mercredi 25 novembre 2026 à 0 h 00, heure de Paris."))
    }
}
