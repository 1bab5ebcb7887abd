extension Timestamp {
    /// Reads `2026-11-25T13:05:00Z` or `2026-11-25T14:05:00.25+01:00` (RFC 3339 section 5.6); nil for anything else, for a day
    /// that no calendar has, and for a time without a zone. Digits after microseconds are dropped, more than 20 are no number; a leap
    /// second is the next second. PostgreSQL knows no year 0 and no zone 16 hours away, so neither does this.
    package init?(rfc3339 text: some StringProtocol) {
        var digits = Digits(text.utf8)
        guard let year = digits.number(of: 4), digits.skip("-"),
            let month = digits.number(of: 2), digits.skip("-"),
            let day = digits.number(of: 2), digits.skip("T", "t"),
            let hour = digits.number(of: 2), digits.skip(":"),
            let minute = digits.number(of: 2), digits.skip(":"),
            let second = digits.number(of: 2), second <= 60,
            let microsecond = digits.fraction(), let offset = digits.offset(), digits.isAtEnd, year > 0,
            let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute)
        else { return nil }
        let seconds = civil.wallSeconds + Int64(second - offset)
        self.init(microseconds: seconds * 1_000_000 + Int64(microsecond))
    }
}

extension CivilTime {
    /// Reads a day as ISO 8601 writes it, `2026-12-03`; nil for all else, and for a day that no calendar has.
    package init?(date text: some StringProtocol) {
        var digits = Digits(text.utf8)
        guard let year = digits.number(of: 4), digits.skip("-"), let month = digits.number(of: 2), digits.skip("-"),
            let day = digits.number(of: 2), digits.isAtEnd, year > 0
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension Digits {
    /// Seconds ahead of UTC.
    fileprivate mutating func offset() -> Int? {
        if skip("Z", "z") { return 0 }
        let isBehind = isAt("-")
        guard skip("+", "-"), let hours = number(of: 2), hours <= 15, skip(":"),
            let minutes = number(of: 2), minutes <= 59
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isBehind ? -seconds : seconds
    }
}
