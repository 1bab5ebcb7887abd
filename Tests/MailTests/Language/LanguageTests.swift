import Mail
import Testing

@Suite("A language")
struct LanguageTests {
    @Test(
        "A tag in any case has the language of its region, or of its language; others have none",
        arguments: [
            ("fr", .french), ("fr-FR", .french), ("fr-BE", .french), ("FR-ca", .canadianFrench),
            ("fr-ch", .swissFrench),
            ("en", .english), ("en-GB", .english), ("en-us", .english), ("de", nil), ("frr", nil), ("", nil),
            ("-", nil),
        ] as [(String, Language?)])
    func tags(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }

    private static let france =
        "«\u{A0}Prêt\u{202F}?\u{A0}» Oui\u{202F}! Voyez\u{A0}: 14\u{A0}h, 50\u{A0}%, 10\u{202F}000\u{A0}€\u{202F}; fin?"

    @Test("France and English leave French spacing as it is", arguments: [Language.french, .english])
    func unchanged(language: Language) {
        #expect(language.respaced(Self.france) == Self.france)
    }

    @Test("Canada puts nothing before ; ! ? and keeps the space of : and « » (F6)")
    func canada() {
        #expect(
            Language.canadianFrench.respaced(Self.france)
                == "«\u{A0}Prêt?\u{A0}» Oui! Voyez\u{A0}: 14\u{A0}h, 50\u{A0}%, 10\u{202F}000\u{A0}€; fin?")
    }

    @Test("Switzerland puts a narrow space before ; ! ? : and inside « », none before % (F6)")
    func switzerland() {
        #expect(
            Language.swissFrench.respaced(Self.france)
                == "«\u{202F}Prêt\u{202F}?\u{202F}» Oui\u{202F}! Voyez\u{202F}: 14\u{A0}h, 50%, "
                + "10\u{202F}000\u{A0}€\u{202F}; fin?")
    }

    @Test("A space at either end, or beside another sign, is kept", arguments: Language.allCases)
    func edges(language: Language) {
        for words in ["", "\u{A0}", "\u{202F}", "\u{A0}\u{A0}a", "a\u{A0}", "e\u{301}\u{A0}x", "« a »", "a ?"] {
            #expect(Array(language.respaced(words).unicodeScalars) == Array(words.unicodeScalars))
        }
    }

    @Test("To set the spaces twice changes nothing more", arguments: Language.allCases)
    func twice(language: Language) {
        let once = language.respaced(Self.france)
        #expect(language.respaced(once) == once)
    }
}
