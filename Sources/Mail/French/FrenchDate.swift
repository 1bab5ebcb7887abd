extension French {
    /// A moment for a reader anywhere: `mercredi 25 novembre 2026 à 14 h 05 (heure de Paris)`. The place is written out, since
    /// customers overseas live by another clock.
    package static func moment(_ moment: Timestamp) -> String {
        let civil = Zone.paris.civil(at: moment)
        return "\(date(civil)) à\(noBreakSpace)\(time(civil)) (heure de Paris)"
    }

    /// `vendredi 1er mai 2026`: the first of a month is an ordinal, names are in lower case.
    package static func date(_ civil: CivilTime) -> String {
        let weekday = weekdays[civil.weekday.rawValue - 1]
        let day = civil.day == 1 ? "1er" : String(civil.day)
        return "\(weekday) \(day)\(noBreakSpace)\(months[civil.month - 1]) \(civil.year)"
    }

    /// `14 h 05`, and `14 h` on the hour.
    package static func time(_ civil: CivilTime) -> String {
        let hour = "\(civil.hour)\(noBreakSpace)h"
        guard civil.minute > 0 else { return hour }
        return hour + noBreakSpace + (civil.minute < 10 ? "0" : "") + String(civil.minute)
    }

    private static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    private static let months = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
}
