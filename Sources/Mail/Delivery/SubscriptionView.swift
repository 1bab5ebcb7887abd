/// What the unsubscribe page may say: no address in clear.
package struct SubscriptionView: Sendable, Hashable {
    /// What the list is called: its title, or else its name among operators.
    package var listName: String
    /// `m***@client.test`.
    package var maskedAddress: String
    package var status: Status
    /// The language in which its reader is written to, a BCP 47 tag; nil where it is not known.
    package var locale: String?
    /// Whether `listName` is words that were chosen for readers.
    package var hasTitle: Bool

    package enum Status: String, Sendable, Hashable {
        /// The reader has yet to confirm.
        case pending
        case subscribed, unsubscribed
    }

    package init(
        listName: String, maskedAddress: String, status: Status, locale: String? = nil, hasTitle: Bool = true
    ) {
        self.listName = listName
        self.maskedAddress = maskedAddress
        self.status = status
        self.locale = locale
        self.hasTitle = hasTitle
    }
}
