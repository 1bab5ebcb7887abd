/// How many messages of a kind one recipient gets in a while, however many are enqueued: what keeps a stranger from filling a mailbox
/// through an application's form.
package struct RecipientLimit: Sendable, Hashable {
    /// What becomes of a message beyond the limit. The raw value is the word in `kind.yaml` and in the database.
    package enum Excess: String, Sendable, Hashable, CaseIterable {
        /// `facteur.enqueue` refuses it: the application tells whoever asked.
        case refuse
        /// It is taken and never sent (state `limited`): nobody learns from it whether an address is known.
        case drop
    }

    /// At least 1, at most 1000: the ledger keeps as many moments for each recipient.
    package var most: Int
    /// Any stretch of time so long, not one that begins on the hour.
    package var period: Duration
    package var excess: Excess

    package init(most: Int, period: Duration, excess: Excess) {
        self.most = most
        self.period = period
        self.excess = excess
    }

    /// Reads `3 per 15m`; nil for anything else.
    package init?(_ text: String, excess: Excess) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[1] == "per", words[0].utf8.allSatisfy(\.isDigit),
            let most = Int(words[0]), (1...1000).contains(most),
            let period = DurationText.duration(String(words[2])), period >= .seconds(1),
            period <= .seconds(366 * 86_400)
        else { return nil }
        self.init(most: most, period: period, excess: excess)
    }
}
