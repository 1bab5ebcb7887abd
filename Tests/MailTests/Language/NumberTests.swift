import Mail
import Testing

@Suite("French")
struct FrenchTests {
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
}
