import Postgres

/// The words by which files say how somebody stands to a list: those of Facteur, Mailchimp, Brevo, Mailjet, phpList and Klaviyo, and what
/// people write, in English and French. To know another word, add it here.
enum SubscriberWords {
    typealias Status = OutboxAdministration.Subscriber.Status

    private static let statuses: [(status: Status, words: [FoldedWord])] = [
        (
            .subscribed,
            [
                "subscribed", "subscribe", "subscriber", "abonné", "inscrit", "active", "actif", "confirmed",
                "confirmé",
                "opt-in", "opted in", "single opt-in", "double opt-in",
            ]
        ),
        (
            .pending,
            [
                "pending", "pending confirmation", "unconfirmed", "not confirmed", "to be confirmed", "waiting",
                "en attente", "en attente de confirmation", "attente", "non confirmé", "à confirmer",
            ]
        ),
        (
            .unsubscribed,
            [
                "unsubscribed", "unsubscribe", "unsub", "left", "gone", "parti", "désabonné", "désinscrit",
                "désabonnement", "désinscription", "opt-out", "opted out", "non-subscribed", "not subscribed",
                "never subscribed", "non abonné", "non inscrit", "pas abonné", "cleaned", "nettoyé", "bounced",
                "bounce",
                "hard bounce", "hard bounced", "rebond", "rebond dur", "complained", "complaint", "complainer",
                "plainte",
                "spam", "spam complaint", "spam report", "abuse", "marked as spam", "signalé comme spam", "blacklisted",
                "blacklist", "blacklisté", "liste noire", "en liste noire", "sur liste noire", "mis en liste noire",
                "black listed", "blocklisted", "blocklist", "blocked", "bloqué", "excluded", "exclu", "suppressed",
                "removed", "deleted", "supprimé", "retiré", "archived", "archivé", "rejected", "rejeté", "refused",
                "refusé", "revoked", "révoqué", "opposed", "opposé", "opposition", "invalid", "invalide",
            ]
        ),
    ]

    private static let known: [FoldedWord: Status] = Dictionary(
        statuses.flatMap { entry in entry.words.map { ($0, entry.status) } }
    ) { first, _ in first }

    private static let yes: Set<FoldedWord> = [
        "1", "yes", "y", "true", "t", "on", "x", "✓", "✔", "oui", "o", "vrai", "v",
    ]
    private static let no: Set<FoldedWord> = ["0", "no", "n", "false", "f", "off", "non", "faux"]

    /// What the word means; nil for one that is not known. French words may have the ending of a woman or of several: `désabonnées`.
    static func status(_ word: String) -> Status? {
        let folded = FoldedWord(word).text
        let endings = ["", "e", "s", "es"].filter { folded.hasSuffix($0) }
        return endings.lazy.compactMap { known[FoldedWord(String(folded.dropLast($0.count)))] }.first
    }

    /// Yes or no; nil for any other word.
    static func flag(_ word: String) -> Bool? {
        let folded = FoldedWord(word)
        return yes.contains(folded) ? true : no.contains(folded) ? false : nil
    }
}
