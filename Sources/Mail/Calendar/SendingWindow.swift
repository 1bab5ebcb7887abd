/// When the issues of a list may leave, by a reader's clock: `tue-thu 9-18 no-holidays`.
///
/// The hours of a day may go on over midnight (`22-2`): they belong to the day on which they begin, and so does what is said of weekdays and
/// holidays. A clock that is put back shows an hour twice, and both count as it shows them; what a clock skips never is.
package struct SendingWindow: Sendable, Hashable {
    /// A part of a day, in minutes from its midnight.
    struct Hours: Sendable, Hashable {
        /// 0 to 1439.
        let start: Int
        /// Behind the last minute; above 1440 on the next day.
        let end: Int
    }

    let days: Set<Weekday>
    /// Sorted; at least one.
    let hours: [Hours]
    /// Whether French public holidays are left out.
    let leavesOutHolidays: Bool

    static let minutesPerDay = 1440
    /// No window is closed for longer: that of one weekday can meet Christmas and New Year one after the other.
    private static let longestPause: Duration = .seconds(40 * 86_400)

    /// A time in which a window is open without a break.
    package struct Opening: Sendable, Hashable {
        package let opens: Timestamp
        /// The first moment that is no longer in it.
        package let closes: Timestamp
    }

    /// Whether an issue may leave to a reader by whose clock it is this moment.
    package func contains(_ moment: Timestamp, in zone: Zone) -> Bool {
        let wall = zone.civil(at: moment)
        let minute = wall.hour * 60 + wall.minute
        if hours.contains(where: { $0.start <= minute && minute < $0.end }), admits(wall) { return true }
        guard hours.contains(where: { minute < $0.end - Self.minutesPerDay }) else { return false }
        return admits(CivilTime(wallSeconds: wall.wallSeconds - 86_400))
    }

    private func admits(_ day: CivilTime) -> Bool {
        days.contains(day.weekday) && !(leavesOutHolidays && day.isFrenchHoliday)
    }

    /// The first moment from `moment` on that is in the window: `moment` itself where it is open.
    package func nextOpening(from moment: Timestamp, in zone: Zone) -> Timestamp {
        let latest = moment + Self.longestPause
        return first(true, from: moment, until: latest, in: zone) ?? latest
    }

    /// The window's openings, in order. The first begins not before `start`, and the last is over at `end`, though it may be open then.
    package func openings(from start: Timestamp, until end: Timestamp, in zone: Zone) -> [Opening] {
        var openings: [Opening] = []
        var from = start
        while let opens = first(true, from: from, until: end, in: zone) {
            let closes = first(false, from: opens, until: end, in: zone) ?? end
            openings.append(Opening(opens: opens, closes: closes))
            from = closes
        }
        return openings
    }

    /// The first moment at which the window is open, or closed.
    private func first(_ isOpen: Bool, from start: Timestamp, until end: Timestamp, in zone: Zone) -> Timestamp? {
        let edges = Set(hours.flatMap { [$0.start, $0.end % Self.minutesPerDay] }).sorted()
        // Within half an hour of UTC no clock is put forward or back and no day ends: there only the hours' own edges change anything.
        let step: Int64 = 1800
        var moment = start
        while moment < end {
            if contains(moment, in: zone) == isOpen { return moment }
            let second = moment.seconds
            let next = second - (second % step + step) % step + step
            let wall = zone.civil(at: moment)
            let secondOfDay = (wall.hour * 60 + wall.minute) * 60 + wall.second
            for edge in edges where edge * 60 > secondOfDay {
                let candidate = Timestamp(seconds: second + Int64(edge * 60 - secondOfDay))
                guard candidate.seconds < next, candidate < end else { break }
                if contains(candidate, in: zone) == isOpen { return candidate }
            }
            moment = Timestamp(seconds: next)
        }
        return nil
    }
}
