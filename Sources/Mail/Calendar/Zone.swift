/// A time zone whose rule is written here, so that no tzdata on the machine can be missing or old.
package enum Zone: String, Sendable, Hashable, CaseIterable {
    case utc = "UTC"
    /// One hour ahead of UTC, two from the last Sunday of March to the last Sunday of October, both at 01:00 UTC
    /// (Directive 2000/84/EC). The rule holds from 1996 on.
    case paris = "Europe/Paris"

    /// Seconds ahead of UTC at a moment.
    package func offset(at moment: Timestamp) -> Int {
        switch self {
        case .utc: 0
        case .paris: Self.isEuropeanSummer(moment.seconds) ? 7200 : 3600
        }
    }

    /// What a clock in this zone shows at a moment.
    package func civil(at moment: Timestamp) -> CivilTime {
        CivilTime(wallSeconds: moment.seconds + Int64(offset(at: moment)))
    }

    /// The moment at which a clock in this zone shows `civil`. Of an hour that comes twice in October it is the first; an
    /// hour that March skips is read as if the clock had not been put forward, one hour later on the wall.
    package func moment(of civil: CivilTime) -> Timestamp {
        let wall = civil.wallSeconds
        switch self {
        case .utc: return Timestamp(seconds: wall)
        case .paris:
            let summer = Timestamp(seconds: wall - 7200)
            return offset(at: summer) == 7200 ? summer : Timestamp(seconds: wall - 3600)
        }
    }

    private static func isEuropeanSummer(_ seconds: Int64) -> Bool {
        let year = CivilTime(wallSeconds: seconds).year
        guard let march = CivilTime(year: year, month: 3, day: 31, hour: 1),
            let october = CivilTime(year: year, month: 10, day: 31, hour: 1)
        else { return false }
        return seconds >= lastSunday(upTo: march) && seconds < lastSunday(upTo: october)
    }

    /// Seconds since the epoch of the last Sunday that is not after `end`, at the same time of day in UTC.
    private static func lastSunday(upTo end: CivilTime) -> Int64 {
        end.wallSeconds - Int64(end.weekday.rawValue % 7) * 86_400
    }
}
