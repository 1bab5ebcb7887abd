import Testing

@testable import Mail

@Suite("When issues may leave")
struct SendingWindowTests {
    @Test(
        "It is read as it is written, and has one form",
        arguments: [
            ("tue-thu 9-18 no-holidays", "tue-thu 9-18 no-holidays"), ("9-18", "9-18"), ("no-holidays", "no-holidays"),
            ("mon-sun", "mon-sun"), ("mon-sun 0-24", "mon-sun"), ("sat-mon 10-12", "mon,sat,sun 10-12"),
            ("mon,tue,wed,sun", "mon-wed,sun"), ("tue,mon 09:00-18:00", "mon,tue 9-18"),
            ("14-18:30,9-12", "9-12,14-18:30"),
            ("22-2", "22-2"), ("22-0", "22-24"), ("0:30-24:00 no-holidays", "0:30-24 no-holidays"),
            ("fri-fri 23:59-24", "fri 23:59-24"),
        ])
    func written(text: String, form: String) throws {
        let window = try #require(SendingWindow(text))
        #expect(window.text == form)
        #expect(SendingWindow(form) == window)
    }

    @Test(
        "What says no time is none",
        arguments: [
            "", " ", "none", "always", "tue-thu  9-18", " 9-18", "9-18 ", "9-18 tue", "no-holidays 9-18", "9", "9-9",
            "0-0",
            "24-25", "24-2", "9-24:01", "9-18:60", "9h-18h", "9-18,", ",9-18", "-9-18", "9--18", "lun-ven", "Tue",
            "tue-",
            "tue-wed-thu", "tue,,wed", "tue wed", "tue 9-18 holidays", "009-18", "9-180", "9:5-10", "+9-18", "٩-18",
            "tue-thu 9-18 no-holidays no-holidays", String(repeating: "1-2,", count: 30) + "1-2",
        ])
    func refused(text: String) { #expect(SendingWindow(text) == nil) }

    /// A window in words of the test's own: its days from Monday as 0, and its hours in minutes.
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let zone: Zone
        let days: Set<Int>
        let hours: [Range<Int>]
        var isWithoutHolidays = false

        var testDescription: String { "\(text) in \(zone.rawValue)" }
    }

    static let cases = [
        Case(
            text: "tue-thu 9-18 no-holidays", zone: .paris, days: [1, 2, 3], hours: [540..<1080],
            isWithoutHolidays: true),
        // The hours that are skipped and that come twice, and holidays that night-long hours begin on.
        Case(text: "sun 1-2:30,2:45-4", zone: .paris, days: [6], hours: [60..<150, 165..<240]),
        Case(
            text: "22-2:30 no-holidays", zone: .paris, days: [0, 1, 2, 3, 4, 5, 6], hours: [1320..<1590],
            isWithoutHolidays: true),
        Case(text: "sat-mon 0:30-1:45", zone: .toronto, days: [5, 6, 0], hours: [30..<105]),
        Case(text: "mon-sun", zone: .utc, days: [0, 1, 2, 3, 4, 5, 6], hours: [0..<1440]),
        Case(
            text: "fri 8:15-12,13:30-24 no-holidays", zone: .marquesas, days: [4], hours: [495..<720, 810..<1440],
            isWithoutHolidays: true),
        Case(text: "sat 23-22", zone: .noumea, days: [5], hours: [1380..<2760]),
    ]

    @Test(
        "At every minute of 2026, with both changes of the clock, it is open as a calendar on paper says",
        arguments: cases)
    func everyMinute(trial: Case) throws {
        let window = try #require(SendingWindow(trial.text))
        let (first, isOpen) = try PaperCalendar.year2026(trial)
        var wrong: [Timestamp] = []
        for (minute, isOpen) in isOpen.enumerated() {
            let moment = Timestamp(seconds: first.seconds + Int64(minute * 60))
            if window.contains(moment, in: trial.zone) != isOpen { wrong.append(moment) }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.rfc3339)) of \(wrong.count)")
    }

    @Test(
        "The next opening is the first minute in it, from every minute on at which something changes", arguments: cases)
    func next(trial: Case) throws {
        let window = try #require(SendingWindow(trial.text))
        let (first, isOpen) = try PaperCalendar.year2026(trial)
        func moment(_ minute: Int) -> Timestamp { Timestamp(seconds: first.seconds + Int64(minute * 60)) }
        // What the last days of the year wait for comes in the next one.
        guard var expected = isOpen.lastIndex(of: true) else { return }
        for minute in (0...expected).reversed() {
            if isOpen[minute] { expected = minute }
            let (before, after) = (isOpen[max(minute - 1, 0)], isOpen[min(minute + 1, isOpen.count - 1)])
            let isEdge = isOpen[minute] != before || isOpen[minute] != after
            guard isEdge || minute % 997 == 0 else { continue }
            #expect(window.nextOpening(from: moment(minute), in: trial.zone) == moment(expected))
            // From within a minute on, too.
            if !isOpen[minute] {
                let within = moment(minute) + .milliseconds(59_999)
                #expect(window.nextOpening(from: within, in: trial.zone) == moment(expected))
            }
        }
    }

    @Test("Its openings are where it is open, each without a break", arguments: cases)
    func openings(trial: Case) throws {
        let window = try #require(SendingWindow(trial.text))
        let (first, isOpen) = try PaperCalendar.year2026(trial)
        var expected: [SendingWindow.Opening] = []
        var start: Int?
        for minute in 0...isOpen.count {
            let now = minute < isOpen.count && isOpen[minute]
            if now, start == nil { start = minute }
            if !now, let opened = start {
                expected.append(
                    SendingWindow.Opening(
                        opens: Timestamp(seconds: first.seconds + Int64(opened * 60)),
                        closes: Timestamp(seconds: first.seconds + Int64(minute * 60))))
                start = nil
            }
        }
        let end = Timestamp(seconds: first.seconds + Int64(isOpen.count * 60))
        #expect(window.openings(from: first, until: end, in: trial.zone) == expected)
    }

    @Test("Closed for longest it is where Christmas and New Year are the same weekday")
    func longestPause() throws {
        let window = try #require(SendingWindow("sat 9-10 no-holidays"))
        let after = try #require(Timestamp(rfc3339: "2021-12-18T10:00:00+01:00"))
        #expect(window.nextOpening(from: after, in: .paris).rfc3339 == "2022-01-08T08:00:00Z")
    }
}

/// 2026 by what a calendar on paper shows, minute by minute: no arithmetic of the program's.
enum PaperCalendar {
    private static let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    private static let holidays: Set<[Int]> = [
        [1, 1], [4, 6], [5, 1], [5, 8], [5, 14], [5, 25], [7, 14], [8, 15], [11, 1], [11, 11], [12, 25],
    ]
    /// When a zone's clock changes, in UTC, and how many minutes it is ahead from then on.
    private static let clocks: [Zone: [(from: String, ahead: Int)]] = [
        .utc: [("2025-12-01T00:00:00Z", 0)],
        .paris: [("2025-12-01T00:00:00Z", 60), ("2026-03-29T01:00:00Z", 120), ("2026-10-25T01:00:00Z", 60)],
        .toronto: [("2025-12-01T00:00:00Z", -300), ("2026-03-08T07:00:00Z", -240), ("2026-11-01T06:00:00Z", -300)],
        .marquesas: [("2025-12-01T00:00:00Z", -570)], .noumea: [("2025-12-01T00:00:00Z", 660)],
    ]

    /// For each minute from 3 January to 29 December, counted in UTC, whether the window is open.
    static func year2026(_ trial: SendingWindowTests.Case) throws -> (first: Timestamp, isOpen: [Bool]) {
        var isDay: [Bool] = []
        for (month, length) in months.enumerated() {
            for day in 1...length {
                // 1 January 2026 is a Thursday.
                let isAdmitted = trial.days.contains((isDay.count + 3) % 7)
                isDay.append(isAdmitted && !(trial.isWithoutHolidays && holidays.contains([month + 1, day])))
            }
        }
        let newYear = try #require(Timestamp(rfc3339: "2026-01-01T00:00:00Z")).seconds
        let changes = try #require(clocks[trial.zone]).map { change in
            (from: try #require(Timestamp(rfc3339: change.from)).seconds, ahead: change.ahead)
        }
        // What of a day is open, and what of the day behind it.
        let (own, rest) = (minutes(from: 0, trial.hours), minutes(from: 1440, trial.hours))
        // A day from either end, so that the days before and behind are in the year.
        let isOpen = (2 * 1440..<363 * 1440).map { minute in
            let ahead = changes.last { $0.from <= newYear + Int64(minute * 60) }?.ahead ?? 0
            let (day, minuteOfDay) = ((minute + ahead) / 1440, (minute + ahead) % 1440)
            return isDay[day] && own[minuteOfDay] || isDay[day - 1] && rest[minuteOfDay]
        }
        return (Timestamp(seconds: newYear + 2 * 86_400), isOpen)
    }

    private static func minutes(from start: Int, _ hours: [Range<Int>]) -> [Bool] {
        (start..<start + 1440).map { minute in hours.contains { $0.contains(minute) } }
    }
}
