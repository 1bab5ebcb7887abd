import Mail
import Testing

@testable import Web

@Suite("Figures in French")
struct FiguresTests {
    @Test(
        "Lengths of time have two units at most",
        arguments: [
            (0, "0~s"), (400, "0,4~s"), (2_000, "2~s"), (9_960, "10~s"), (59_000, "59~s"), (60_000, "1~min"),
            (3_599_000, "59~min"),
            (3_600_000, "1~h"), (3_900_000, "1~h~05"), (86_400_000, "1~j"), (100_800_000, "1~j 4~h"), (-5, "0~s"),
        ])
    func duration(milliseconds: Int64, text: String) {
        #expect(Figures.duration(.milliseconds(milliseconds)) == text.replacing("~", with: "\u{A0}"))
    }

    @Test(
        "A decimal is told where it says something",
        arguments: [
            (0.0, "0"), (0.5, "0,5"), (2.0, "2"), (12.25, "12,3"), (99.96, "100"), (1_204.4, "1\u{202F}204"),
        ])
    func decimal(value: Double, text: String) {
        #expect(Figures.decimal(value) == text)
    }

    @Test("Shares", arguments: [(1, 8, "12,5~%"), (0, 0, "0~%"), (1, 3_000, "moins de 0,1~%"), (7, 7, "100~%")])
    func percent(part: Int, whole: Int, text: String) {
        #expect(Figures.percent(part, of: whole) == text.replacing("~", with: "\u{A0}"))
    }

    @Test(
        "A moment of another day has its date, by the clock of Paris",
        arguments: [
            ("2026-11-29T13:05:00Z", "14~h~05"), ("2026-11-29T13:00:00Z", "14~h"), ("2026-11-28T23:30:00Z", "0~h~30"),
            ("2026-11-28T22:30:00Z", "28/11 à~23~h~30"), ("2025-12-31T22:30:00Z", "31/12/2025 à~23~h~30"),
        ])
    func clock(moment: String, text: String) throws {
        let now = try #require(Timestamp(rfc3339: "2026-11-29T20:00:00Z"))
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(Figures(now: now).clock(moment) == text.replacing("~", with: "\u{A0}"))
    }

    @Test("A count that goes no further says so")
    func capped() {
        #expect(Figures.integer(99_999, upTo: 100_000) == "99\u{202F}999")
        #expect(Figures.integer(100_000, upTo: 100_000) == "100\u{202F}000 et plus")
    }

    @Test(
        "One is singular, nothing too",
        arguments: [
            (OutcomeClass.failed, 1, "1~échoué"), (.failed, 2, "2~échoués"), (.deferred, 0, "0~reporté"),
            (.sent, 1, "1~remis"),
            (.inDoubt, 3, "3~en doute"),
        ])
    func counted(end: OutcomeClass, count: Int, text: String) {
        #expect(end.counted(count) == text.replacing("~", with: "\u{A0}"))
    }
}
