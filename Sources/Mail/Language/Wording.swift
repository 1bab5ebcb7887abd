/// The words that dates, durations and greetings of one language are made of.
struct Wording {
    typealias Noun = (singular: String, plural: String)

    /// From Monday on.
    let weekdays: [String]
    let months: [String]
    /// What a first of the month is called; other days are their numbers.
    let firstOfMonth: String
    /// Between a date and a time.
    let at: String
    let midnight: String
    /// Where the clock stands that a time is read from.
    let place: String
    let day: Noun
    let hour: Noun
    let minute: Noun
    /// Between the two units of a duration.
    let and: String
    let lessThanAMinute: String
    let greeting: String

    static let french = Wording(
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ],
        firstOfMonth: "1er", at: "à", midnight: "minuit", place: "heure de Paris", day: ("jour", "jours"),
        hour: ("heure", "heures"),
        minute: ("minute", "minutes"), and: "et", lessThanAMinute: "moins d’une minute", greeting: "Bonjour")

    static let english = Wording(
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ],
        firstOfMonth: "1", at: "at", midnight: "midnight", place: "Paris time", day: ("day", "days"),
        hour: ("hour", "hours"),
        minute: ("minute", "minutes"), and: "and", lessThanAMinute: "less than a minute", greeting: "Hello")
}
