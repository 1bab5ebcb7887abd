/// What attempts came to, as people tell it: few enough to be seen apart on a plot.
package enum OutcomeClass: String, Sendable, Hashable, CaseIterable {
    case sent
    /// Refused for now, or a fault on the way: goes again.
    case deferred
    /// Refused, given up or too late.
    case failed
    case inDoubt
    /// Nobody wanted it any more, or staging holds it: superseded, cancelled, its reader suppressed.
    case dropped

    /// By the word of `Outcome.Record`. A word of a newer version is one that nobody is alarmed by.
    package init(word: String) {
        self =
            switch word {
            case "sent": .sent
            case "deferred", "postponed", "resend": .deferred
            case "failed", "expired", "bounced": .failed
            case "in_doubt": .inDoubt
            default: .dropped
            }
    }
}
