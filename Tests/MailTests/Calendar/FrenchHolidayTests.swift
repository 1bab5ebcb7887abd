import Testing

@testable import Mail

@Suite("Public holidays in France")
struct FrenchHolidayTests {
    @Test(
        "A year has eleven, three of them by Easter",
        arguments: [
            (2024, "2024-04-01 2024-05-09 2024-05-20"), (2025, "2025-04-21 2025-05-29 2025-06-09"),
            (2026, "2026-04-06 2026-05-14 2026-05-25"), (2027, "2027-03-29 2027-05-06 2027-05-17"),
            (2030, "2030-04-22 2030-05-30 2030-06-10"), (2038, "2038-04-26 2038-06-03 2038-06-14"),
            (2285, "2285-03-23 2285-04-30 2285-05-11"),
        ])
    func years(year: Int, byEaster: String) throws {
        var days: Set<String> = []
        for month in 1...12 {
            for day in 1...CivilTime.days(inMonth: month, of: year) {
                let civil = try #require(CivilTime(year: year, month: month, day: day, hour: day % 24))
                if civil.isFrenchHoliday { days.insert(Self.text(year, month, day)) }
            }
        }
        let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
        let expected = fixed.map { Self.text(year, $0.0, $0.1) } + byEaster.split(separator: " ").map(String.init)
        #expect(days == Set(expected))
    }

    private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(year)-\(Digits.text(month, 2))-\(Digits.text(day, 2))"
    }
}
