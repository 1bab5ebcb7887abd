extension CivilTime {
    /// Whether the day is one of the eleven public holidays of metropolitan France (Code du travail, L3133-1). Those of Alsace and Moselle
    /// alone, and of what lies overseas, are not among them.
    package var isFrenchHoliday: Bool {
        switch (month, day) {
        case (1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25): true
        // Easter Monday, Ascension, Whit Monday. Easter is from 22 March to 25 April.
        case (3...6, _): [1, 39, 50].contains(daysSinceEaster)
        default: false
        }
    }

    private var daysSinceEaster: Int64 {
        let easter = Self.easter(of: year)
        guard let sunday = CivilTime(year: year, month: easter.month, day: easter.day),
            let today = CivilTime(year: year, month: month, day: day)
        else { return 0 }
        return (today.wallSeconds - sunday.wallSeconds) / 86_400
    }

    /// Easter Sunday of the Gregorian calendar: the Sunday after the full moon by the Church's tables that falls on 21 March or later, by the
    /// anonymous algorithm (J. Meeus, Astronomical Algorithms, chapter 8).
    static func easter(of year: Int) -> (month: Int, day: Int) {
        let (golden, century, yearOfCentury) = (year % 19, year / 100, year % 100)
        let moonCorrection = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let number = epact + weekday - 7 * late + 114
        return (number / 31, number % 31 + 1)
    }
}
