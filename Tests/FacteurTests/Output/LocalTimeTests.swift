import Mail
import Testing

@testable import facteur

@Suite("Moments and numbers as people say them")
struct LocalTimeTests {
    /// 2026-11-25 21:04:13 in Paris.
    static let time = LocalTime(now: Timestamp(seconds: 1_795_637_053), offset: { _ in 3600 })

    static let moments: [(seconds: Int64, text: String)] = [
        (0, "21:04:13 (now)"), (-180, "21:01:13 (3 min ago)"), (3600, "22:04:13 (60 min)"),
        (-86_400, "24 Nov 21:04 (24 h ago)"), (3 * 86_400, "28 Nov 21:04 (in 3 days)"),
        (-400 * 86_400, "2025-10-21 21:04 (400 days ago)"), (10_800, "26 Nov 00:04 (in 3 h)"),
    ]

    @Test("A moment is the hour of today, the day of this year, or the year, and how far away", arguments: moments)
    func moment(seconds: Int64, text: String) {
        let said = Self.time.full(Timestamp(seconds: Self.time.now.seconds + seconds))
        #expect(said == text.replacing("(60 min)", with: "(in 60 min)"))
    }

    @Test(
        "A length of time has one unit that says something, or two",
        arguments: [
            (0.0, "0 ms"), (0.85, "850 ms"), (45.0, "45 s"), (119.0, "119 s"), (180.0, "3 min"), (7800.0, "2 h 10 min"),
            (43_200.0, "12 h"), (4 * 86_400.0, "4 days"), (-5.0, "0 ms"),
        ])
    func words(seconds: Double, text: String) {
        #expect(LocalTime.words(.milliseconds(Int64(seconds * 1000))) == text)
    }

    @Test(
        "A count is exact while it is short, and marked where it is an estimate",
        arguments: [
            (0, false, "0"), (999, false, "999"), (12_345, false, "12,345"), (1_234_567, false, "1.2M"),
            (250_000, false, "250k"), (999, true, "999"), (1_234, true, "~1.2k"), (12_345_678, true, "~12M"),
        ])
    func counts(count: Int, isEstimate: Bool, text: String) {
        #expect(CountText.text(count, isEstimate: isEstimate) == text)
    }

    @Test("Text is broken between words, and a word that is too long has a line of its own")
    func wrapping() {
        let lines = Wrapping.lines("one two three fourfivesix", first: "> ", indent: "  ", width: 9)
        #expect(lines == ["> one two", "  three", "  fourfivesix"])
        #expect(Wrapping.lines("", first: "x") == ["x"])
        #expect(Wrapping.shortened("abcdef", to: 4) == "abc…" && Wrapping.shortened("abcd", to: 4) == "abcd")
    }
}
