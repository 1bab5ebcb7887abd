/// When clocks are an hour ahead of what they show in winter.
enum SummerTime: Sendable {
    case none
    /// From the last Sunday of March to the last Sunday of October, both at 01:00 UTC (Directive 2000/84/EC). The rule holds from
    /// 1996 on.
    case european
    /// From the second Sunday of March to the first Sunday of November, both at two by the clock (in Canada as the Energy Policy Act of
    /// 2005 has it for the United States). The rule holds from 2007 on.
    case northAmerican

    /// - Parameters:
    ///   - seconds: Since 1970-01-01 00:00 UTC.
    ///   - standard: Seconds by which the clock is ahead of UTC in winter.
    func isInForce(at seconds: Int64, standard: Int64) -> Bool {
        switch self {
        case .none: false
        case .european: Self.contains(seconds, from: (3, 31, hour: 1), to: (10, 31, hour: 1))
        // By the clock of winter it is put back at one.
        case .northAmerican: Self.contains(seconds + standard, from: (3, 14, hour: 2), to: (11, 7, hour: 1))
        }
    }

    private typealias Change = (month: Int, day: Int, hour: Int)

    /// Whether a moment lies between the Sundays that are the last ones not after these days.
    private static func contains(_ seconds: Int64, from start: Change, to end: Change) -> Bool {
        let year = CivilTime(wallSeconds: seconds).year
        guard let start = CivilTime(year: year, month: start.month, day: start.day, hour: start.hour),
            let end = CivilTime(year: year, month: end.month, day: end.day, hour: end.hour)
        else { return false }
        return seconds >= lastSunday(upTo: start) && seconds < lastSunday(upTo: end)
    }

    /// Seconds since the epoch of the last Sunday that is not after `end`, at the same time of day on the same wall.
    private static func lastSunday(upTo end: CivilTime) -> Int64 {
        end.wallSeconds - Int64(end.weekday.rawValue % 7) * 86_400
    }
}
