/// A date and a time of day as a calendar on the wall shows them: proleptic Gregorian, without a zone.
package struct CivilTime: Sendable, Hashable {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int
    /// 0 to 59.
    package let second: Int

    /// A time that exists in the calendar, in the years 0 to 9999; nil for 29 February of a common year or 24:00.
    package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (0...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.days(inMonth: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Reads seconds counted from 1970-01-01 00:00 on this same wall.
    init(wallSeconds: Int64) {
        let days = Int(wallSeconds.flooredQuotient(by: Self.secondsPerDay))
        let second = Int(wallSeconds - Int64(days) * Self.secondsPerDay)
        (year, month, day) = Self.date(daysSinceEpoch: days)
        hour = second / 3600
        minute = second / 60 % 60
        self.second = second % 60
    }

    /// Seconds from 1970-01-01 00:00 on this same wall.
    var wallSeconds: Int64 {
        Int64(daysSinceEpoch) * Self.secondsPerDay + Int64(hour * 3600 + minute * 60 + second)
    }

    package var weekday: Weekday {
        // 1 January 1970 was a Thursday, three days after a Monday.
        let daysSinceMonday = (daysSinceEpoch + 3) % 7
        return switch daysSinceMonday < 0 ? daysSinceMonday + 7 : daysSinceMonday {
        case 0: .monday
        case 1: .tuesday
        case 2: .wednesday
        case 3: .thursday
        case 4: .friday
        case 5: .saturday
        default: .sunday
        }
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static let secondsPerDay: Int64 = 86_400
}

/// Days of the week in the order of ISO 8601; the raw value is 1 for Monday to 7 for Sunday.
package enum Weekday: Int, Sendable, Hashable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

// A year that begins in March has its leap day at the end, so that the days before a month follow one formula:
// months repeat 31, 30, 31, 30, 31 days, which is 153 days in five. The Gregorian calendar repeats every 400 years.
extension CivilTime {
    private static let daysPerCycle = 146_097
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch = 719_468

    fileprivate var daysSinceEpoch: Int {
        let marchYear = month > 2 ? year : year - 1
        let cycle = marchYear.flooredQuotient(by: 400)
        let yearOfCycle = marchYear - cycle * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * Self.daysPerCycle + dayOfCycle - Self.epoch
    }

    fileprivate static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSinceEpoch + epoch
        let cycle = days.flooredQuotient(by: daysPerCycle)
        let dayOfCycle = days - cycle * daysPerCycle
        // Take out the leap days that have passed, so that every year counts 365.
        let withoutLeapDays = dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096
        let yearOfCycle = withoutLeapDays / 365
        let dayOfYear = dayOfCycle - (yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let marchYear = cycle * 400 + yearOfCycle
        return (month > 2 ? marchYear : marchYear + 1, month, day)
    }
}

extension BinaryInteger {
    /// Division that rounds towards minus infinity, for moments before the epoch.
    fileprivate func flooredQuotient(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
