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

@Suite("Clocks elsewhere")
struct OtherZoneTests {
    @Test(
        "Each is ahead of UTC in January and in July by so many minutes",
        arguments: [
            (Zone.london, 0, 60), (.zurich, 60, 120), (.brussels, 60, 120), (.luxembourg, 60, 120),
            (.toronto, -300, -240),
            (.montreal, -300, -240), (.halifax, -240, -180), (.miquelon, -180, -120), (.martinique, -240, -240),
            (.guadeloupe, -240, -240), (.cayenne, -180, -180), (.reunion, 240, 240), (.mayotte, 180, 180),
            (.noumea, 660, 660), (.wallis, 720, 720), (.tahiti, -600, -600), (.gambier, -540, -540),
            (.marquesas, -570, -570),
        ])
    func offsets(zone: Zone, january: Int, july: Int) throws {
        let winter = try #require(Timestamp(rfc3339: "2027-01-15T12:00:00Z"))
        let summer = try #require(Timestamp(rfc3339: "2027-07-15T12:00:00Z"))
        #expect(zone.offset(at: winter) == january * 60)
        #expect(zone.offset(at: summer) == july * 60)
    }

    @Test(
        "In Canada the clock changes at two, on the second Sunday of March and the first of November",
        arguments: [
            (Zone.toronto, "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"),
            (.toronto, "2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"),
            (.halifax, "2026-03-08T06:00:00Z", "2026-11-01T05:00:00Z"),
            (.miquelon, "2026-03-08T05:00:00Z", "2026-11-01T04:00:00Z"),
        ])
    func canada(zone: Zone, spring: String, autumn: String) throws {
        let winter = zone.offset(at: try #require(Timestamp(rfc3339: "2026-01-01T12:00:00Z")))
        let second = Duration.seconds(-1)
        let (spring, autumn) = (try #require(Timestamp(rfc3339: spring)), try #require(Timestamp(rfc3339: autumn)))
        #expect(zone.offset(at: spring + second) == winter && zone.offset(at: spring) == winter + 3600)
        #expect(zone.offset(at: autumn + second) == winter + 3600 && zone.offset(at: autumn) == winter)
    }

    @Test(
        "In all of them the wall leads back to its moment, but of an hour that comes twice to the first",
        arguments: Zone.allCases)
    func roundTrip(zone: Zone) throws {
        var now = try #require(Timestamp(rfc3339: "2026-01-01T00:15:00Z"))
        let end = try #require(Timestamp(rfc3339: "2028-01-01T00:00:00Z"))
        var wrong: [Timestamp] = []
        var twice = 0
        while now < end {
            let again = zone.moment(of: zone.civil(at: now))
            if again + .seconds(3600) == now { twice += 1 } else if again != now { wrong.append(now) }
            now = now + .seconds(1800)
        }
        #expect(wrong.isEmpty)
        #expect(twice == 0 || twice == 4, "two half hours in each of two autumns")
    }
}
