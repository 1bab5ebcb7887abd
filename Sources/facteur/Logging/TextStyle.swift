import Glibc
import Mail

/// How a line for people looks: what stands before it, whether in colours, and by which clock.
struct TextStyle: Sendable {
    enum Lead: Sendable, Hashable {
        /// The time of day, level and event in columns: for a terminal, before which somebody sits.
        case clock
        /// Date and time with the zone's offset: for a file, which is read another day.
        case date
        /// Nothing: whoever keeps the line adds its own time and level.
        case nothing
    }

    var lead: Lead
    var isColoured = false
    /// Seconds ahead of UTC where the reader is.
    var offset: @Sendable (Timestamp) -> Int = { _ in 0 }

    /// For standard output: a terminal has the time of day and colours, unless NO_COLOR (no-color.org) or TERM=dumb says otherwise.
    static func standardOutput(environment: [String: String], isTerminal: Bool) -> TextStyle {
        let wantsColour = environment["NO_COLOR"].map(\.isEmpty) ?? true && environment["TERM"] != "dumb"
        return TextStyle(
            lead: isTerminal ? .clock : .date, isColoured: isTerminal && wantsColour, offset: localOffset)
    }

    /// Of this machine, or of TZ.
    @Sendable static func localOffset(_ moment: Timestamp) -> Int {
        var seconds = time_t(moment.seconds)
        var local = tm()
        return localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
    }

    /// What stands before a line of this moment: `07:35:49.123`, or `2026-11-24T07:35:49.123+01:00`.
    func moment(_ moment: Timestamp) -> String {
        let offset = offset(moment)
        let wall = (moment + .seconds(offset)).rfc3339Milliseconds.dropLast()
        switch lead {
        case .clock: return String(wall.dropFirst("2026-11-24T".utf8.count))
        case .date: return wall + Self.zone(offset)
        case .nothing: return ""
        }
    }

    /// A moment near to another one: `14:05:09, in 45s`; with its date where that is another day's.
    func near(_ moment: Timestamp, asOf now: Timestamp) -> String {
        let wall = (moment + .seconds(offset(moment))).rfc3339
        let isToday = wall.prefix(10) == (now + .seconds(offset(now))).rfc3339.prefix(10)
        // Whole seconds were rounded down when it was written.
        let seconds = (moment - now + .milliseconds(999)).components.seconds
        return (isToday ? "" : "\(wall.prefix(10)) ") + wall.dropFirst(11).prefix(8)
            + (seconds > 0 ? ", in \(DurationText.text(.seconds(seconds)))" : "")
    }

    /// `+01:00` (RFC 3339).
    static func zone(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        let (hours, rest) = (minutes / 60, minutes % 60)
        return (offset < 0 ? "-" : "+") + "\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }

    enum Colour: String, Sendable {
        case plain = "0"
        case dim = "2"
        case red = "1;31"
        case yellow = "33"
        case cyan = "36"
        case green = "32"
    }
}
