import Testing

@testable import Mail

@Suite("Dates that words name with their weekday")
struct SpokenDayTests {
    /// 1 December 2026 is a Tuesday.
    private let moment = Timestamp(seconds: 1_796_115_600)

    @Test(
        "A weekday that the calendar has otherwise is told, with the right one",
        arguments: [
            (Language.french, "mardi 1er décembre 2026", nil), (.french, "Mardi 1er décembre", nil),
            (.french, "mercredi 1er décembre", "mercredi: 1 décembre 2026, mardi"),
            (.french, "rendez vous lundi 14 décembre ou mardi 14 décembre", "mardi: 14 décembre 2026, lundi"),
            // The nearest of the years.
            (.french, "mardi 5 janvier", nil), (.french, "lundi 5 janvier", "lundi: 5 janvier 2027, mardi"),
            (.french, "lundi 5 janvier 2026", nil), (.french, "dimanche 29 février", "dimanche: 29 février, none"),
            (.french, "lundi 31 novembre", "lundi: 31 novembre, none"),
            (.french, "lundi prochain", nil), (.french, "lundi 45 décembre", nil), (.french, "lundi", nil),
            (.canadianFrench, "lundi 1er décembre", "lundi: 1 décembre 2026, mardi"),
            (.english, "Tuesday 1 December", nil), (.english, "Tuesday December 1st 2026", nil),
            (.english, "Monday December 1st", "Monday: 1 December 2026, Tuesday"),
            (.english, "mardi 2 décembre", nil),
        ] as [(Language, String, String?)])
    func mistaken(language: Language, words: String, expected: String?) {
        let days = language.mistakenDays(in: words.split(separator: " ").map(String.init), near: moment)
        #expect(
            days.map { "\($0.weekday): \($0.date), \($0.right ?? "none")" } == [expected].compactMap(\.self), "\(words)"
        )
    }

    @Test("Its place is that of the weekday")
    func place() {
        let words = ["ouvert", "dès", "lundi", "1er", "décembre"]
        #expect(Language.french.mistakenDays(in: words, near: moment).map(\.index) == [2])
    }
}
