import Testing

@testable import Mail

@Suite("The clock in Paris")
struct ZoneTests {
    private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

    private func wall(_ text: String) throws -> String {
        let civil = Zone.paris.civil(at: try moment(text))
        return "\(civil.year)-\(civil.month)-\(civil.day) \(civil.hour):\(civil.minute):\(civil.second)"
    }

    @Test("The clock goes back on 25 October 2026 at 01:00 UTC: 02:30 comes twice (T11)")
    func autumn() throws {
        #expect(try wall("2026-10-25T00:59:59Z") == "2026-10-25 2:59:59")
        #expect(try wall("2026-10-25T01:00:00Z") == "2026-10-25 2:0:0")
        #expect(try wall("2026-10-25T00:30:00Z") == "2026-10-25 2:30:0")
        #expect(try wall("2026-10-25T01:30:00Z") == "2026-10-25 2:30:0")
        let twice = try #require(CivilTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30))
        #expect(Zone.paris.moment(of: twice) == (try moment("2026-10-25T02:30:00+02:00")))
    }

    @Test("The clock goes forward on 28 March 2027 at 01:00 UTC: 02:30 never comes (T11)")
    func spring() throws {
        #expect(try wall("2027-03-28T00:59:59Z") == "2027-3-28 1:59:59")
        #expect(try wall("2027-03-28T01:00:00Z") == "2027-3-28 3:0:0")
        let missing = try #require(CivilTime(year: 2027, month: 3, day: 28, hour: 2, minute: 30))
        #expect(Zone.paris.moment(of: missing) == (try moment("2027-03-28T03:30:00+02:00")))
    }

    @Test(
        "The changes fall on the last Sundays",
        arguments: [
            ("2023-03-26", "2023-10-29"), ("2024-03-31", "2024-10-27"), ("2025-03-30", "2025-10-26"),
            ("2026-03-29", "2026-10-25"), ("2027-03-28", "2027-10-31"), ("2028-03-26", "2028-10-29"),
            ("2030-03-31", "2030-10-27"), ("1996-03-31", "1996-10-27"),
        ])
    func changes(march: String, october: String) throws {
        let spring = try moment(march + "T01:00:00Z")
        let autumn = try moment(october + "T01:00:00Z")
        let before = Duration.seconds(-1)
        #expect(Zone.paris.offset(at: spring + before) == 3600)
        #expect(Zone.paris.offset(at: spring) == 7200)
        #expect(Zone.paris.offset(at: autumn + before) == 7200)
        #expect(Zone.paris.offset(at: autumn) == 3600)
    }

    @Test("New year in Paris comes one hour before UTC's, 29 February exists in leap years")
    func newYear() throws {
        #expect(try wall("2026-12-31T23:00:00Z") == "2027-1-1 0:0:0")
        #expect(try wall("2026-12-31T22:59:59Z") == "2026-12-31 23:59:59")
        #expect(try wall("2028-02-28T23:30:00Z") == "2028-2-29 0:30:0")
        #expect(try wall("2028-02-29T23:30:00Z") == "2028-3-1 0:30:0")
        #expect(try wall("1969-12-31T23:30:00Z") == "1970-1-1 0:30:0")
    }

    @Test("Half an hour after half an hour of ten years, the wall leads back to its moment")
    func roundTrip() throws {
        var now = try moment("2024-01-01T00:15:00Z")
        let end = try moment("2034-01-01T00:00:00Z")
        var twice = 0
        var wrong: [Timestamp] = []
        while now < end {
            let wall = Zone.paris.civil(at: now)
            let again = Zone.paris.moment(of: wall)
            // In the hour that comes twice the first one is meant.
            if again + .seconds(3600) == now { twice += 1 } else if again != now { wrong.append(now) }
            if Zone.paris.civil(at: again) != wall { wrong.append(now) }
            now = now + .seconds(1800)
        }
        #expect(wrong.isEmpty)
        #expect(twice == 20, "two half hours in each of ten autumns")
    }
}
