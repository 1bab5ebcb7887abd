import Mail
import Testing

@Suite("Numbers in words")
struct NumberTests {
    @Test(
        "A quantity is singular below 2, whatever its sign (F9)",
        arguments: [(0.0, false), (1, false), (1.5, false), (1.99, false), (2, true), (-1.5, false), (-2, true)])
    func plural(quantity: Double, isPlural: Bool) {
        #expect(Language.french.isPlural(quantity) == isPlural)
    }

    @Test("A quantity and its noun are kept on one line (F9)")
    func counted() {
        #expect(Language.french.counted(0, "article", "articles") == "0\u{A0}article")
        #expect(Language.french.counted(1, "article", "articles") == "1\u{A0}article")
        #expect(Language.french.counted(2, "article", "articles") == "2\u{A0}articles")
    }

    @Test(
        "Digits stand in groups of three, parted by U+202F",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1\u{202F}000"), (12_345, "12\u{202F}345"),
            (1_234_567, "1\u{202F}234\u{202F}567"), (-1500, "\u{2212}1\u{202F}500"),
            (Int.min, "\u{2212}9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
        ])
    func number(value: Int, text: String) {
        #expect(Language.french.integer(value) == text)
    }

    @Test(
        "A duration has at most two units and is rounded",
        arguments: [
            (0, "moins d’une minute"), (-5, "moins d’une minute"), (29, "moins d’une minute"), (30, "1\u{A0}minute"),
            (120, "2\u{A0}minutes"), (3599, "1\u{A0}heure"), (3600, "1\u{A0}heure"),
            (5400, "1\u{A0}heure et 30\u{A0}minutes"), (7260, "2\u{A0}heures et 1\u{A0}minute"),
            (86_399, "1\u{A0}jour"), (86_400, "1\u{A0}jour"), (129_600, "1\u{A0}jour et 12\u{A0}heures"),
            (172_797, "2\u{A0}jours"), (172_800, "2\u{A0}jours"), (90_000, "1\u{A0}jour et 1\u{A0}heure"),
        ])
    func duration(seconds: Int, text: String) {
        #expect(Language.french.duration(.seconds(seconds)) == text)
    }

    @Test(
        "Each region groups digits its own way (F6)",
        arguments: [
            (Language.canadianFrench, 1234, "1\u{A0}234"), (.canadianFrench, 1_234_567, "1\u{A0}234\u{A0}567"),
            (.swissFrench, 1234, "1234"), (.swissFrench, 12_345, "12\u{202F}345"),
            (.swissFrench, -1234, "\u{2212}1234"),
            (.english, 999, "999"), (.english, 1234, "1,234"), (.english, -1_234_567, "\u{2212}1,234,567"),
        ])
    func regions(language: Language, value: Int, text: String) {
        #expect(language.integer(value) == text)
    }

    @Test(
        "In English all but one is plural", arguments: [(0.0, true), (1, false), (1.5, true), (2, true), (-1, false)])
    func englishPlural(quantity: Double, isPlural: Bool) {
        #expect(Language.english.isPlural(quantity) == isPlural)
    }

    @Test(
        "A duration in English",
        arguments: [
            (0, "less than a minute"), (60, "1\u{A0}minute"), (5400, "1\u{A0}hour and 30\u{A0}minutes"),
            (86_400, "1\u{A0}day"), (129_600, "1\u{A0}day and 12\u{A0}hours"), (172_800, "2\u{A0}days"),
        ])
    func englishDuration(seconds: Int, text: String) {
        #expect(Language.english.duration(.seconds(seconds)) == text)
    }
}
