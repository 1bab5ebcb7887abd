extension Timestamp {
    /// `2026-11-25T13:05:00Z` (RFC 3339 section 5.6): UTC, whole seconds, rounded down.
    package var rfc3339: String {
        let civil = Zone.utc.civil(at: self)
        let date = "\(Digits.text(civil.year, 4))-\(Digits.text(civil.month, 2))-\(Digits.text(civil.day, 2))"
        let time = "\(Digits.text(civil.hour, 2)):\(Digits.text(civil.minute, 2)):\(Digits.text(civil.second, 2))"
        return "\(date)T\(time)Z"
    }

    /// `2026-11-24T06:35:49.123Z`: UTC, milliseconds, as logs and tables write it, so that moments sort as text and mean the same on
    /// every machine.
    package var rfc3339Milliseconds: String {
        let milliseconds = Int((microseconds - seconds * 1_000_000) / 1000)
        return "\(rfc3339.dropLast()).\(Digits.text(milliseconds, 3))Z"
    }
}
