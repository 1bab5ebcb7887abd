import Mail

/// Moments as logs and tables write them: UTC, so that they sort as text and mean the same on every machine.
enum RFC3339 {
    /// `2026-11-24T06:35:49.123Z`.
    static func utc(_ moment: Timestamp) -> String {
        let civil = Zone.utc.civil(at: moment)
        let milliseconds = (moment.microseconds - moment.seconds * 1_000_000) / 1000
        return "\(civil.year.digits(4))-\(civil.month.digits(2))-\(civil.day.digits(2))"
            + "T\(civil.hour.digits(2)):\(civil.minute.digits(2)):\(civil.second.digits(2)).\(milliseconds.digits(3))Z"
    }
}

extension BinaryInteger {
    /// With zeros before, at least so many digits.
    fileprivate func digits(_ count: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
