extension French {
    /// How long something holds: `2 jours`, `1 jour et 12 heures`, `45 minutes`. At most two units. A day or more is rounded
    /// to hours and less to minutes, so that a link which was made three seconds before its message still holds 2 days; the
    /// exact moment stands beside it. Less than a minute, and what is past, is `moins d’une minute`.
    package static func duration(_ duration: Duration) -> String {
        let minutes = Int((duration.components.seconds + 30) / 60)
        guard minutes > 0 else { return "moins d’une minute" }
        guard minutes >= minutesPerDay else {
            return joined(
                minutes / 60, ("heure", "heures"), minutes % 60, ("minute", "minutes"))
        }
        let hours = (minutes + 30) / 60
        return joined(hours / 24, ("jour", "jours"), hours % 24, ("heure", "heures"))
    }

    private static let minutesPerDay = 1440

    private typealias Noun = (singular: String, plural: String)

    private static func joined(_ large: Int, _ largeNoun: Noun, _ small: Int, _ smallNoun: Noun) -> String {
        let parts = [(large, largeNoun), (small, smallNoun)].filter { $0.0 > 0 }
        return parts.map { counted($0.0, $0.1.singular, $0.1.plural) }.joined(separator: " et ")
    }
}
