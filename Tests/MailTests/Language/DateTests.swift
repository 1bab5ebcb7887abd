import Mail
import Testing

@Suite("Dates in words")
struct DateTests {
    @Test("A moment is a weekday, a date, a time and the place it is read in (F7, F8)")
    func moment() throws {
        let moment = try #require(Timestamp(rfc3339: "2026-11-25T13:05:00Z"))
        #expect(
            Language.french.moment(moment)
                == "mercredi 25\u{A0}novembre 2026 à\u{A0}14\u{A0}h\u{A0}05, heure de Paris")
    }

    @Test(
        "Both sides of a change of the clocks, the turn of a year and 29 February are right (T11)",
        arguments: [
            ("2026-10-25T00:30:00Z", "dimanche 25\u{A0}octobre 2026 à\u{A0}2\u{A0}h\u{A0}30"),
            ("2026-10-25T01:30:00Z", "dimanche 25\u{A0}octobre 2026 à\u{A0}2\u{A0}h\u{A0}30"),
            ("2027-03-28T00:59:00Z", "dimanche 28\u{A0}mars 2027 à\u{A0}1\u{A0}h\u{A0}59"),
            ("2027-03-28T01:00:00Z", "dimanche 28\u{A0}mars 2027 à\u{A0}3\u{A0}h"),
            ("2026-12-31T23:00:00Z", "vendredi 1er\u{A0}janvier 2027 à\u{A0}0\u{A0}h\u{A0}00"),
            ("2028-02-29T11:00:00Z", "mardi 29\u{A0}février 2028 à\u{A0}12\u{A0}h"),
        ])
    func edges(moment: String, text: String) throws {
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(Language.french.moment(moment) == text + ", heure de Paris")
    }

    @Test("Every first of a month is 1er, every other day a plain number")
    func firsts() throws {
        let months = [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ]
        for (index, month) in months.enumerated() {
            let first = try #require(CivilTime(year: 2026, month: index + 1, day: 1))
            #expect(Language.french.date(first).hasSuffix(" 1er\u{A0}\(month) 2026"))
            let second = try #require(CivilTime(year: 2026, month: index + 1, day: 2))
            #expect(Language.french.date(second).hasSuffix(" 2\u{A0}\(month) 2026"))
        }
    }

    @Test("The days of the week follow one another, from a Monday on")
    func weekdays() throws {
        let names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        for (index, name) in names.enumerated() {
            let day = try #require(CivilTime(year: 2026, month: 11, day: 23 + index))
            #expect(Language.french.date(day).hasPrefix(name + " "))
        }
    }

    @Test(
        "Minutes have two digits and are left out on the hour, but at midnight (O3)",
        arguments: [
            (14, 0, "14\u{A0}h"), (14, 5, "14\u{A0}h\u{A0}05"), (0, 0, "0\u{A0}h\u{A0}00"),
            (0, 5, "0\u{A0}h\u{A0}05"), (9, 30, "9\u{A0}h\u{A0}30"),
        ])
    func time(hour: Int, minute: Int, text: String) throws {
        let civil = try #require(CivilTime(year: 2026, month: 5, day: 1, hour: hour, minute: minute))
        #expect(Language.french.time(civil) == text)
    }

    @Test(
        "Canada and Switzerland write a moment as France does, English in its own order by the clock of 24 hours (F6)",
        arguments: [
            (Language.canadianFrench, "mercredi 25\u{A0}novembre 2026 à\u{A0}14\u{A0}h\u{A0}05, heure de Paris"),
            (.swissFrench, "mercredi 25\u{A0}novembre 2026 à\u{A0}14\u{A0}h\u{A0}05, heure de Paris"),
            (.english, "Wednesday 25\u{A0}November 2026 at\u{A0}14:05, Paris time"),
        ])
    func languages(language: Language, text: String) throws {
        #expect(language.moment(try #require(Timestamp(rfc3339: "2026-11-25T13:05:00Z"))) == text)
    }

    @Test(
        "English keeps the minutes of a full hour and has no ordinal, over the changes of the clocks too (T11)",
        arguments: [
            ("2026-10-25T00:30:00Z", "Sunday 25\u{A0}October 2026 at\u{A0}2:30"),
            ("2026-10-25T01:30:00Z", "Sunday 25\u{A0}October 2026 at\u{A0}2:30"),
            ("2027-03-28T01:00:00Z", "Sunday 28\u{A0}March 2027 at\u{A0}3:00"),
            ("2026-12-31T23:00:00Z", "Friday 1\u{A0}January 2027 at\u{A0}0:00"),
            ("2028-02-29T11:00:00Z", "Tuesday 29\u{A0}February 2028 at\u{A0}12:00"),
        ])
    func english(moment: String, text: String) throws {
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(Language.english.moment(moment) == text + ", Paris time")
    }

    @Test(
        "What ends at midnight ends with the day before, on both sides of a month, a year and a change of the clocks (F8, T11)",
        arguments: [
            (
                "2026-11-24T23:00:00Z", "mardi 24\u{A0}novembre 2026 à\u{A0}minuit",
                "Tuesday 24\u{A0}November 2026 at\u{A0}midnight"
            ),
            (
                "2026-11-24T23:00:59Z", "mardi 24\u{A0}novembre 2026 à\u{A0}minuit",
                "Tuesday 24\u{A0}November 2026 at\u{A0}midnight"
            ),
            (
                "2026-12-31T23:00:00Z", "jeudi 31\u{A0}décembre 2026 à\u{A0}minuit",
                "Thursday 31\u{A0}December 2026 at\u{A0}midnight"
            ),
            (
                "2028-02-29T23:00:00Z", "mardi 29\u{A0}février 2028 à\u{A0}minuit",
                "Tuesday 29\u{A0}February 2028 at\u{A0}midnight"
            ),
            (
                "2026-05-01T22:00:00Z", "vendredi 1er\u{A0}mai 2026 à\u{A0}minuit",
                "Friday 1\u{A0}May 2026 at\u{A0}midnight"
            ),
            (
                "2026-10-24T22:00:00Z", "samedi 24\u{A0}octobre 2026 à\u{A0}minuit",
                "Saturday 24\u{A0}October 2026 at\u{A0}midnight"
            ),
            (
                "2026-10-25T23:00:00Z", "dimanche 25\u{A0}octobre 2026 à\u{A0}minuit",
                "Sunday 25\u{A0}October 2026 at\u{A0}midnight"
            ),
            (
                "2026-11-24T22:59:00Z", "mardi 24\u{A0}novembre 2026 à\u{A0}23\u{A0}h\u{A0}59",
                "Tuesday 24\u{A0}November 2026 at\u{A0}23:59"
            ),
            (
                "2026-11-24T23:01:00Z", "mercredi 25\u{A0}novembre 2026 à\u{A0}0\u{A0}h\u{A0}01",
                "Wednesday 25\u{A0}November 2026 at\u{A0}0:01"
            ),
            (
                "2026-11-25T11:00:00Z", "mercredi 25\u{A0}novembre 2026 à\u{A0}12\u{A0}h",
                "Wednesday 25\u{A0}November 2026 at\u{A0}12:00"
            ),
        ])
    func deadline(moment: String, french: String, english: String) throws {
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(Language.french.deadline(moment) == french + ", heure de Paris")
        #expect(Language.swissFrench.deadline(moment) == french + ", heure de Paris")
        #expect(Language.english.deadline(moment) == english + ", Paris time")
    }

    @Test("What happened at midnight happened on the day that began (L19)")
    func midnight() throws {
        let moment = try #require(Timestamp(rfc3339: "2026-11-24T23:00:00Z"))
        #expect(
            Language.french.moment(moment)
                == "mercredi 25\u{A0}novembre 2026 à\u{A0}0\u{A0}h\u{A0}00, heure de Paris")
    }
}
