import Testing

@testable import Mail

@Suite("A calendar by arithmetic")
struct CalendarTests {
    @Test(
        "Known days have their date and weekday, before the epoch too",
        arguments: [
            (0, 1970, 1, 1, Weekday.thursday),
            (-1, 1969, 12, 31, .wednesday),
            (-86_400, 1969, 12, 31, .wednesday),
            (-86_401, 1969, 12, 30, .tuesday),
            (951_782_400, 2000, 2, 29, .tuesday),
            (1_709_164_800, 2024, 2, 29, .thursday),
            (1_709_251_200, 2024, 3, 1, .friday),
            (1_767_225_600, 2026, 1, 1, .thursday),
            (1_795_438_800, 2026, 11, 23, .monday),
            (-2_203_891_200, 1900, 3, 1, .thursday),
            (-62_135_596_800, 1, 1, 1, .monday),
            (-62_135_596_801, 0, 12, 31, .sunday),
            (4_107_542_400, 2100, 3, 1, .monday),
        ] as [(Int64, Int, Int, Int, Weekday)])
    func knownDays(seconds: Int64, year: Int, month: Int, day: Int, weekday: Weekday) {
        let civil = Zone.utc.civil(at: Timestamp(seconds: seconds))
        #expect((civil.year, civil.month, civil.day) == (year, month, day))
        #expect(civil.weekday == weekday)
    }

    @Test("Every day of eight hundred years follows the one before it, and reads back")
    func everyDay() throws {
        var previous = try #require(CivilTime(year: 1599, month: 12, day: 31))
        var seconds = Zone.utc.moment(of: previous).seconds
        var wrong: [CivilTime] = []
        for _ in 0..<292_194 {
            seconds += 86_400
            let civil = Zone.utc.civil(at: Timestamp(seconds: seconds))
            let isNextDay = civil.month == previous.month && civil.day == previous.day + 1
            let lastDay = CivilTime.days(inMonth: previous.month, of: previous.year)
            let isNextMonth = civil.day == 1 && previous.day == lastDay
            let isNextWeekday = civil.weekday.rawValue == previous.weekday.rawValue % 7 + 1
            let readsBack = Zone.utc.moment(of: civil).seconds == seconds
            if !readsBack || !isNextWeekday || !(isNextDay || isNextMonth) { wrong.append(civil) }
            previous = civil
        }
        #expect(wrong.isEmpty)
        #expect((previous.year, previous.month, previous.day) == (2399, 12, 31))
    }

    @Test(
        "A day that no calendar has is refused",
        arguments: [
            (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (10_000, 1, 1),
        ])
    func impossibleDays(year: Int, month: Int, day: Int) {
        #expect(CivilTime(year: year, month: month, day: day) == nil)
    }

    @Test("24:00 and a sixtieth minute are no times of day")
    func impossibleTimes() {
        #expect(CivilTime(year: 2026, month: 1, day: 1, hour: 24) == nil)
        #expect(CivilTime(year: 2026, month: 1, day: 1, hour: 0, minute: 60) == nil)
        #expect(CivilTime(year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 59) != nil)
    }

    @Test("The ends of the storable range have a date and no trap")
    func farMoments() {
        #expect(Zone.paris.civil(at: Timestamp(microseconds: .max)).year == 294_247)
        #expect(Zone.paris.civil(at: Timestamp(microseconds: .min + 999_999)).year == -290_308)
    }
}
