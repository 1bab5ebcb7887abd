extension Language {
    /// How long something holds: `2 jours`, `1 jour et 12 heures`, `45 minutes`. At most two units. A day or more is rounded
    /// to hours and less to minutes, so that a link which was made three seconds before its message still holds 2 days; the
    /// exact moment stands beside it. Less than a minute, and what is past, is `moins d’une minute`.
    package func duration(_ duration: Duration) -> String {
        let minutes = Int((duration.components.seconds + 30) / 60)
        guard minutes > 0 else { return wording.lessThanAMinute }
        guard minutes >= Self.minutesPerDay else {
            return joined([(minutes / 60, wording.hour), (minutes % 60, wording.minute)])
        }
        let hours = (minutes + 30) / 60
        return joined([(hours / 24, wording.day), (hours % 24, wording.hour)])
    }

    private static let minutesPerDay = 1440

    private func joined(_ parts: [(quantity: Int, noun: Wording.Noun)]) -> String {
        parts.filter { $0.quantity > 0 }.map { counted($0.quantity, $0.noun.singular, $0.noun.plural) }
            .joined(separator: " \(wording.and) ")
    }
}
