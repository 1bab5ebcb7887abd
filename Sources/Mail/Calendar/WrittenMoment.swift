/// A moment as people and their programs write it, made into RFC 3339, which is all that the database takes.
///
/// A date is `2026-11-25` or `2026/11/25`, or as the French write it `25/11/2026`, `25-11-2026`, `25.11.2026`; a day or a month may
/// lack its zero, a year has four digits. A time may follow behind `T` or a space: `13:05`, `13:05:00`, `13:05:00.25`, `à 13h05`; without
/// one it is the day's first moment. Behind the time may stand `Z`, `UTC`, `GMT` or how far the clock is from it: `+01:00`, `+0100`, `+01`.
package struct WrittenMoment: Sendable, Hashable {
    /// Why a text is no moment.
    package enum Fault: Error, Sendable, Hashable {
        /// It is written in another way.
        case form
        /// 29 February of a common year, a thirteenth month.
        case calendar
        /// As `calendar`, where whoever wrote it may have meant the month first.
        case calendarDayFirst
    }

    /// With the offset at which it was written, or which the zone had: `2026-11-25T14:05:00+01:00`.
    package let rfc3339: String
    /// Whether a day alone is written, of which the moment is the first.
    package let isDayAlone: Bool

    /// `zone` is that of a clock of which nothing is written. Of an hour that comes twice there, and of one that is skipped, it is
    /// the moment that `Zone.moment(of:)` says.
    package init(_ text: some StringProtocol, in zone: Zone) throws(Fault) {
        var digits = Digits(text.utf8)
        guard let date = digits.date() else { throw .form }
        isDayAlone = digits.isAtEnd
        guard let time = isDayAlone ? Time() : digits.time(), digits.isAtEnd, time.hour <= 23 else { throw .form }
        let fault = date.isDayFirst ? Fault.calendarDayFirst : .calendar
        guard date.year > 0, time.second <= 60,
            let civil = CivilTime(
                year: date.year, month: date.month, day: date.day, hour: time.hour, minute: time.minute)
        else { throw fault }
        // An hour that is skipped shows on no clock; at this offset it is nevertheless the moment that is meant.
        let offset = time.offset ?? Int(civil.wallSeconds - zone.moment(of: civil).seconds)
        guard abs(offset) < 16 * 3600 else { throw fault }
        rfc3339 = Self.text(date, time, offset)
    }

    private static func text(_ date: Date, _ time: Time, _ offset: Int) -> String {
        let day = "\(Digits.text(date.year, 4))-\(Digits.text(date.month, 2))-\(Digits.text(date.day, 2))"
        let clock = "\(Digits.text(time.hour, 2)):\(Digits.text(time.minute, 2)):\(Digits.text(time.second, 2))"
        let fraction = time.microsecond == 0 ? "" : ".\(Digits.text(time.microsecond, 6))"
        let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
        let zone = offset == 0 ? "Z" : "\(offset < 0 ? "-" : "+")\(Digits.text(hours, 2)):\(Digits.text(minutes, 2))"
        return "\(day)T\(clock)\(fraction)\(zone)"
    }
}

extension WrittenMoment.Fault: CustomStringConvertible {
    /// To follow the name of what holds the text.
    package var description: String {
        switch self {
        case .form: "is not a moment such as 2026-11-25T13:05:00Z"
        case .calendar: "is a moment that no calendar has"
        case .calendarDayFirst: "is a moment that no calendar has: the day comes before the month"
        }
    }
}

private struct Date {
    var year = 0
    var month = 0
    var day = 0
    var isDayFirst = false
}

private struct Time {
    var hour = 0
    var minute = 0
    var second = 0
    var microsecond = 0
    /// Seconds ahead of UTC; nil where none is written.
    var offset: Int?
}

extension Digits {
    fileprivate mutating func date() -> Date? {
        let start = self
        if let year = number(of: 4), let separator = separator("-", "/"), let month = numberOfOneOrTwo(),
            skip(separator), let day = numberOfOneOrTwo()
        {
            return Date(year: year, month: month, day: day)
        }
        self = start
        guard let day = numberOfOneOrTwo(), let separator = separator("/", "-", "."), let month = numberOfOneOrTwo(),
            skip(separator), let year = number(of: 4)
        else { return nil }
        return Date(year: year, month: month, day: day, isDayFirst: true)
    }

    fileprivate mutating func time() -> Time? {
        guard skip("T", "t", " ") else { return nil }
        if skip(word: "à") { _ = skip(" ") }
        guard let hour = numberOfOneOrTwo(), skip(":", "h", "H"), let minute = number(of: 2) else { return nil }
        var time = Time(hour: hour, minute: minute)
        if skip(":") {
            guard let second = number(of: 2), let microsecond = fraction() else { return nil }
            (time.second, time.microsecond) = (second, microsecond)
        }
        guard !isAtEnd else { return time }
        _ = skip(" ")
        guard let offset = zone() else { return nil }
        time.offset = offset
        return time
    }

    /// Seconds ahead of UTC, of whatever size.
    private mutating func zone() -> Int? {
        if skip(word: "z") || skip(word: "utc") || skip(word: "gmt") { return 0 }
        let isBehind = isAt("-")
        guard skip("+", "-"), let hours = number(of: 2) else { return nil }
        var seconds = hours * 3600
        if !isAtEnd {
            _ = skip(":")
            guard let minutes = number(of: 2) else { return nil }
            // As many minutes as no hour has are as wrong as a zone too far away.
            seconds += minutes <= 59 ? minutes * 60 : 24 * 3600
        }
        return isBehind ? -seconds : seconds
    }

    private mutating func separator(_ allowed: Unicode.Scalar...) -> Unicode.Scalar? {
        allowed.first { skip($0) }
    }
}
