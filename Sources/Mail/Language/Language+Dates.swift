extension Language {
    /// A moment for a reader anywhere: `mercredi 25 novembre 2026 à 14 h 05, heure de Paris`. The place is written out, since
    /// customers overseas live by another clock.
    package func moment(_ moment: Timestamp) -> String {
        let civil = Zone.paris.civil(at: moment)
        return "\(date(civil)) \(wording.at)\(French.noBreakSpace)\(time(civil)), \(wording.place)"
    }

    /// `vendredi 1er mai 2026`, `Friday 1 May 2026`: in French the first of a month is an ordinal, names are in lower case.
    package func date(_ civil: CivilTime) -> String {
        let weekday = wording.weekdays[civil.weekday.rawValue - 1]
        let day = civil.day == 1 ? wording.firstOfMonth : String(civil.day)
        return "\(weekday) \(day)\(French.noBreakSpace)\(wording.months[civil.month - 1]) \(civil.year)"
    }

    /// `14 h 05`, and `14 h` on the hour; in English `14:05`, `14:00`.
    package func time(_ civil: CivilTime) -> String {
        let minute = (civil.minute < 10 ? "0" : "") + String(civil.minute)
        if self == .english { return "\(civil.hour):\(minute)" }
        let hour = "\(civil.hour)\(French.noBreakSpace)h"
        return civil.minute > 0 ? hour + French.noBreakSpace + minute : hour
    }
}
