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

    /// `2026-11-24T07:35:49.123`: what a clock on the wall shows, without its zone.
    func wall(_ moment: Timestamp) -> Substring {
        (moment + .seconds(offset(moment))).rfc3339Milliseconds.dropLast()
    }

    /// `+01:00`.
    func zone(_ moment: Timestamp) -> String {
        let minutes = offset(moment) / 60
        let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
        return (minutes < 0 ? "-" : "+") + "\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The text in a colour, where there are colours (ECMA-48 SGR).
    func paint(_ text: String, _ colour: Colour) -> String {
        isColoured && colour != .plain ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
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
