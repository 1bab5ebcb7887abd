extension Language {
    /// A moment for a reader anywhere: `mercredi 25 novembre 2026 à 14 h 05, heure de Paris`. The place is written out, since
    /// customers overseas live by another clock.
    package func moment(_ moment: Timestamp) -> String {
        let civil = Zone.paris.civil(at: moment)
        return said(civil, at: time(civil))
    }

    /// The moment at which something ends: as `moment`, but at midnight `mardi 24 novembre 2026 à minuit, heure de Paris`, with the day that
    /// ends then, since nobody who reads a day and `0 h` knows which night is meant.
    package func deadline(_ moment: Timestamp) -> String {
        let civil = Zone.paris.civil(at: moment)
        guard civil.hour == 0, civil.minute == 0 else { return said(civil, at: time(civil)) }
        return said(Zone.paris.civil(at: moment + .seconds(-60)), at: wording.midnight)
    }

    private func said(_ civil: CivilTime, at time: String) -> String {
        "\(date(civil)) \(wording.at)\(French.noBreakSpace)\(time), \(wording.place)"
    }

    /// `vendredi 1er mai 2026`, `Friday 1 May 2026`: in French the first of a month is an ordinal, names are in lower case.
    package func date(_ civil: CivilTime) -> String {
        let weekday = wording.weekdays[civil.weekday.rawValue - 1]
        let day = civil.day == 1 ? wording.firstOfMonth : String(civil.day)
        return "\(weekday) \(day)\(French.noBreakSpace)\(wording.months[civil.month - 1]) \(civil.year)"
    }

    /// `14 h 05`, `14 h` on the hour, and `0 h 00` at midnight, which is the day's first minute; in English `14:05`, `14:00`, `0:00`.
    package func time(_ civil: CivilTime) -> String {
        let minute = (civil.minute < 10 ? "0" : "") + String(civil.minute)
        if self == .english { return "\(civil.hour):\(minute)" }
        let hour = "\(civil.hour)\(French.noBreakSpace)h"
        return civil.minute > 0 || civil.hour == 0 ? hour + French.noBreakSpace + minute : hour
    }
}
