/// What a mailbox provider or a mail program looks at in a mail before, or while, it shows it.
struct MailboxCheck: Sendable {
    /// The rule's number in the list of standards that the project keeps to: M of messages, U of unsubscribing, L of laws, F of French,
    /// H of HTML, S of sending.
    let id: String
    /// What must hold, as a sentence.
    let rule: String
    let holds: @Sendable (DeliveredMail) -> Bool
    /// What of a sound mail is replaced, by what, so that it holds no more.
    let spoiling: (words: String, others: String)

    init(
        _ id: String, _ rule: String, spoiledBy words: String, _ others: String,
        holds: @escaping @Sendable (DeliveredMail) -> Bool
    ) {
        (self.id, self.rule, self.holds) = (id, rule, holds)
        spoiling = (words, others)
    }

    static let all = header + lists + structure + markup + words
}
